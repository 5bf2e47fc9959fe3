// The step in the history, as React reads what it does not own.
import { useCallback, useSyncExternalStore } from 'react';
import type { Step } from '../../../../shared/service-url.ts';
import { currentStep, pushStep } from '../compared/requests.ts';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('popstate', listener);
  };
}

export function useStep(): [Step, (step: Step) => void] {
  const step = useSyncExternalStore(subscribe, currentStep);
  const goTo = useCallback((next: Step) => {
    pushStep(next);
    for (const listener of listeners) listener();
  }, []);
  return [step, goTo];
}
