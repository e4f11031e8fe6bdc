namespace Weir.Gateway.Relay;

/// <summary>What a client hears while the upstream is silent, in its dialect's own form.</summary>
internal interface IHeartbeat
{
    /// <summary>Sends one heartbeat; begins the response when it has not begun.</summary>
    ValueTask BeatAsync(CancellationToken cancellationToken);
}
