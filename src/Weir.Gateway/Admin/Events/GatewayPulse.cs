namespace Weir.Gateway.Admin.Events;

/// <summary>The event <c>pulse</c>: how the gateway fares now.</summary>
/// <param name="At">When.</param>
/// <param name="RequestsLastMinute">Requests of the last 60 seconds that are settled.</param>
/// <param name="FailedLastMinute">Of them, failed.</param>
/// <param name="CostLastMinuteUsd">US dollars.</param>
/// <param name="UnderWay">Requests that upstreams are answering on this node.</param>
public sealed record GatewayPulse(DateTimeOffset At, long RequestsLastMinute, long FailedLastMinute, decimal CostLastMinuteUsd, int UnderWay);

/// <summary>The event <c>config</c>: another snapshot holds.</summary>
/// <param name="SnapshotVersion">1 at start, one more with every change that took effect.</param>
public sealed record ConfigurationLoaded(long SnapshotVersion);
