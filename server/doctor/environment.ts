// What the service begins with: its environment, and the file that says what is sold.
import { DefinitionError } from '../service/load.ts';
import { fault, ok, sentences } from './finding.ts';
import type { Check } from './finding.ts';

export const environmentCheck: Check = {
  id: 'environment',
  title: 'Environment',
  why: 'The service does not start with a variable that is missing or wrong.',
  needs: [],
  isForSandbox: true,
  look: ({ faults }) =>
    faults.length === 0
      ? ok('Every variable can be read, and none is missing.')
      : fault(
          sentences(faults),
          'Set them in the environment or in .env; .env.example says of each what it is.',
        ),
};

export const serviceFileCheck: Check = {
  id: 'service-file',
  title: 'Service file',
  why: 'It says what is sold; the service does not start with a mistake in it or in its images.',
  needs: ['SERVICE_FILE'],
  isForSandbox: true,
  look: async ({ config: { serviceFile }, definition }) => {
    try {
      const { service, images } = await definition();
      return ok(`${serviceFile} is right: ${service.items.length} items, ${images.length} images.`);
    } catch (error) {
      if (!(error instanceof DefinitionError)) throw error;
      return fault(
        sentences(error.message.split('\n')),
        'Mend each line; the number behind the file is where it stands.',
      );
    }
  },
};
