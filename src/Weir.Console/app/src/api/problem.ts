import type { components } from './schema';

type Problem = components['schemas']['AdminProblem'];

/** A refusal of the gateway: what happened, and what to do. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  /** An error code of the data plane, or one of the admin API's own. */
  readonly kind: string;
  readonly action: string | null;
  readonly requestId: string | null;

  constructor(problem: Problem) {
    super(problem.detail);
    this.status = problem.status;
    this.title = problem.title;
    this.kind = problem.errorKind;
    this.action = problem.action;
    this.requestId = problem.requestId;
  }
}

/** The gateway can't be reached. */
export class Unreachable extends Error {
  constructor() {
    super('The gateway does not answer.');
  }
}
