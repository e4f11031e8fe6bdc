using Weir.Dialects.Errors;

namespace Weir.Gateway.Realtime;

/// <summary>Says what of a session may pass.</summary>
internal interface IRealtimeGate
{
    /// <summary>Called before a piece of the client's goes on. Returns why the session ends instead; null when it may go on.</summary>
    /// <param name="piece">The piece.</param>
    /// <param name="isStart">True when a message begins with it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<WeirError?> BeforeClientAsync(ReadOnlyMemory<byte> piece, bool isStart, CancellationToken cancellationToken);

    /// <summary>Called after an event of the server's went on. Returns why the session ends; null when it goes on.</summary>
    ValueTask<WeirError?> AfterServerAsync(CancellationToken cancellationToken);
}
