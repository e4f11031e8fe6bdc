import { Alert, Button, Group, Stepper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { ask } from '../api/queries';
import { Screen } from '../parts/Screen';
import { SignInSteps } from './providers/SignInSteps';
import { Catalogue } from './start/Catalogue';
import { ChooseModel } from './start/ChooseModel';
import { FirstMessage } from './start/FirstMessage';
import { FoundHere } from './start/FoundHere';
import { Simulator } from './start/Simulator';

/** From nothing to a first answer: a provider, its key, a model, a message. How far one is stands in the address. */
export function Start() {
  const { provider, connection, model } = useSearch({ from: '/shell/start' });
  const navigate = useNavigate();
  const catalogue = useQuery(ask.catalogue);
  const go = (search: { provider?: string; connection?: string; model?: string }) => void navigate({ to: '/start', search });
  const name = catalogue.data?.find((entry) => entry.id === provider)?.name ?? provider;
  const step = model !== undefined ? 3 : connection !== undefined ? 2 : provider !== undefined ? 1 : 0;
  const back = () => history.back();

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && step > 0 && !event.defaultPrevented) {
        history.back();
      }
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [step]);

  return (
    <Screen
      title="Connect your LLM provider"
      about="Four steps to the first answer. Esc goes back."
      actions={
        step > 0 && (
          <Button variant="default" onClick={back}>
            Back
          </Button>
        )
      }
    >
      <Stepper active={step} size="xs" color="teal.9" allowNextStepsSelect={false} wrap={false} className="steps" aria-label="Steps">
        {['Provider', 'Sign in', 'Model', 'First message'].map((label, index) => (
          <Stepper.Step key={label} label={label} component="div" aria-current={index === step ? 'step' : undefined} completedIcon={<span aria-hidden="true">✓</span>} />
        ))}
      </Stepper>

      {step === 0 && (
        <>
          <FoundHere onUse={(found) => go({ connection: found })} />
          <Simulator onTry={(target) => go({ connection: 'simulator', model: target })} />
          <Catalogue onChoose={(chosen) => go({ provider: chosen })} />
        </>
      )}
      {step === 1 && provider !== undefined && (
        <div style={{ maxWidth: 560 }}>
          <Text fw={600} mb="sm">
            {name}
          </Text>
          <SignInSteps provider={provider} onDone={() => go({})} onConnected={(made) => go({ connection: made })} />
        </div>
      )}
      {step === 2 && connection !== undefined && <ChooseModel key={connection} connection={connection} onUse={(target) => go({ connection, model: target })} onOtherKey={(used) => go({ provider: used })} />}
      {step === 3 && model !== undefined && <FirstMessage key={model} model={model} />}
      {step === 0 && catalogue.isError && (
        <Alert color="orange" variant="outline" title="The catalogue can’t be read now">
          <Group>{catalogue.error.message}</Group>
        </Alert>
      )}
    </Screen>
  );
}
