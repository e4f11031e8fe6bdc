using Polly;
using Polly.Retry;

namespace Weir.Gateway.Attempts;

/// <summary>Tries a target again where that makes sense: after the wait that it asked for, else after one that doubles each time, with jitter.</summary>
internal sealed class Retries
{
    private static readonly ResiliencePropertyKey<TargetTries> Tries = new("weir.tries");

    private readonly ResiliencePipeline<AttemptOutcome> _pipeline;

    public Retries(TimeProvider time) => _pipeline = new ResiliencePipelineBuilder<AttemptOutcome> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<AttemptOutcome>
        {
            MaxRetryAttempts = 20,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = TimeSpan.FromMilliseconds(250),
            MaxDelay = TimeSpan.FromSeconds(10),
            ShouldHandle = static args => ValueTask.FromResult(args.Outcome.Exception is null && args.Context.Properties.GetValue(Tries, null!).MayTryAgain(args.Outcome.Result, args.AttemptNumber)),
            DelayGenerator = static args => ValueTask.FromResult(args.Outcome.Result.Error?.RetryAfter),
        })
        .Build();

    /// <summary>Runs an attempt, and again as <see cref="TargetTries"/> allows.</summary>
    /// <param name="tries">The target and its rules.</param>
    /// <param name="attempt">One attempt.</param>
    public async Task<AttemptOutcome> RunAsync(TargetTries tries, Func<TargetTries, ValueTask<AttemptOutcome>> attempt)
    {
        var context = ResilienceContextPool.Shared.Get(tries.Context.Http.RequestAborted);
        try
        {
            context.Properties.Set(Tries, tries);
            return await _pipeline.ExecuteAsync(static (context, attempt) => attempt(context.Properties.GetValue(Tries, null!)), context, attempt);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }
}
