using Weir.Dialects.Errors;

namespace Weir.Gateway.Realtime;

/// <summary>Ends a session, between two responses, when its budgets do not afford the next one.</summary>
internal sealed class BudgetGate(RealtimeHold hold, RealtimeBooks books) : IRealtimeGate
{
    public async ValueTask<WeirError?> BeforeClientAsync(ReadOnlyMemory<byte> piece, bool isStart, CancellationToken cancellationToken)
    {
        if (await hold.HearAsync(piece, isStart, cancellationToken) is not { } refused)
        {
            return null;
        }

        await books.WhenIdle.WaitAsync(cancellationToken);
        return refused;
    }

    public async ValueTask<WeirError?> AfterServerAsync(CancellationToken cancellationToken) =>
        books.WhenIdle.IsCompleted ? await hold.HoldNextAsync(books.NextId, cancellationToken) : null;
}
