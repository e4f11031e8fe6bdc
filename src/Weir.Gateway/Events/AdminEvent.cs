namespace Weir.Gateway.Events;

/// <summary>An event as it goes on the wire.</summary>
/// <param name="Id">One more than the one before: a gap tells a client that it was too slow.</param>
/// <param name="Type"><c>requests</c>, <c>providers</c>, <c>pulse</c>, <c>alerts</c> or <c>config</c>.</param>
/// <param name="Data">JSON on one line.</param>
internal sealed record AdminEvent(long Id, string Type, string Data);
