// The head of every view: the way back, and whose service this is.
import type { Service } from '../../../../shared/service.ts';
import { textOf } from '../compared/basket.ts';
import { LEAVE_URL } from '../compared/requests.ts';

export function Head({ service, way }: { service: Service; way: 'leave' | 'back' | null }) {
  return (
    <header>
      {way === 'leave' && (
        <a className="back" href={LEAVE_URL} aria-label="Back to SEQR">
          SEQR
        </a>
      )}
      {way === 'back' && (
        <button className="back" type="button" onClick={() => history.back()}>
          Back
        </button>
      )}
      <p className="service-name">
        {service.logo && <img {...service.logo} alt="" />}
        {textOf(service, service.name)}
      </p>
    </header>
  );
}
