namespace Weir.Routing.Targets;

/// <summary>The stages of waiting for an upstream. Each is a limit of its own; there is no limit on a whole stream.</summary>
/// <param name="Connect">To an open connection. Default 10 s.</param>
/// <param name="FirstByte">From the request sent to the answer's headers. Default 10 min: reasoning models think before they speak.</param>
/// <param name="Idle">Between two reads of the answer's body. Default 10 min.</param>
public sealed record ConnectionTimeouts(TimeSpan Connect, TimeSpan FirstByte, TimeSpan Idle)
{
    public static ConnectionTimeouts Default { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10));
}
