using Weir.Dialects.Errors;
using Weir.Gateway.Sockets;
using Weir.Metering.Budgets;
using Weir.Metering.RateLimits;

namespace Weir.Gateway.Realtime;

/// <summary>Ends a session, between two responses, when its budgets do not afford the next one or a limit has no tokens left for it.</summary>
internal sealed class BudgetGate(RealtimeHold hold, RealtimeBooks books, RateLimiter limiter, RequestSubjects subjects) : IRealtimeGate
{
    public async ValueTask<WeirError?> BeforeClientAsync(ReadOnlyMemory<byte> piece, bool isStart, CancellationToken cancellationToken)
    {
        var full = isStart && Full() is { } none && EventKind.Of(piece.Span, whole: false) == "response.create" ? none : null;
        if ((full ?? await hold.HearAsync(piece, isStart, cancellationToken)) is not { } refused)
        {
            return null;
        }

        await books.WhenIdle.WaitAsync(cancellationToken);
        return refused;
    }

    public async ValueTask<WeirError?> AfterServerAsync(CancellationToken cancellationToken) =>
        books.WhenIdle.IsCompleted ? (hold.IsAsked ? null : Full()) ?? await hold.HoldNextAsync(books.NextId, cancellationToken) : null;

    /// <summary>Why no response may begin: a limit has no tokens left; null when each has.</summary>
    public static WeirError? Full(RateLimiter limiter, in RequestSubjects subjects) =>
        limiter.FullOf(subjects) is { } refusal ? new WeirError(ErrorKind.RateLimited, refusal.Message, refusal.Action) { RetryAfter = refusal.RetryAfter } : null;

    private WeirError? Full() => Full(limiter, subjects);
}
