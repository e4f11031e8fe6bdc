import { Alert, Text } from '@mantine/core';
import type { Shapes } from '../../api/client';

/** What is wrong, or unwise, in weir.yaml: with its line and what to do. */
export function Problems({ problems }: { problems: readonly Shapes['ConfigNote'][] }) {
  if (problems.length === 0) {
    return null;
  }

  const isRefused = problems.some((problem) => problem.severity === 'error');
  return (
    <Alert color={isRefused ? 'red' : 'orange'} variant="outline" title={isRefused ? 'The file as it is now is refused: an older state of it runs' : 'The file could be better'}>
      {problems.map((problem) => (
        <Text size="sm" key={`${problem.line} ${problem.column} ${problem.message}`} style={{ overflowWrap: 'anywhere' }}>
          {problem.severity === 'error' ? '✕' : '◔'} {problem.line > 0 && `line ${problem.line}: `}
          {problem.path.length > 0 && <span className="mono">{problem.path}: </span>}
          {problem.message} {problem.suggestion}
        </Text>
      ))}
    </Alert>
  );
}
