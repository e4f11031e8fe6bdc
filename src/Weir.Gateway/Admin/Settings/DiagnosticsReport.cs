namespace Weir.Gateway.Admin.Settings;

/// <summary>How a gateway fares, to be sent to somebody who helps. No secret is in it, no name of a key, a user or a team, no prompt, and of addresses only the host.</summary>
public sealed record DiagnosticsReport
{
    public required DateTimeOffset At { get; init; }

    public required SettingsReport Settings { get; init; }

    public required ProcessFacts Process { get; init; }

    public IReadOnlyList<ConnectionFacts> Connections { get; init; } = [];

    /// <summary>The latest requests that failed, the newest first.</summary>
    public IReadOnlyList<FailureFacts> Failures { get; init; } = [];

    /// <summary>How many alerts of each kind nobody acknowledged.</summary>
    public IReadOnlyDictionary<string, int> OpenAlerts { get; init; } = new Dictionary<string, int>();
}

/// <summary>What the process uses.</summary>
/// <param name="WorkingSetBytes">Memory that the system gave it.</param>
/// <param name="HeapBytes">Memory of live objects and what was not yet collected.</param>
/// <param name="Collections">Garbage collections of the oldest generation.</param>
/// <param name="Threads">Threads of the pool.</param>
/// <param name="Processors">Processors that it may use.</param>
public sealed record ProcessFacts(long WorkingSetBytes, long HeapBytes, int Collections, int Threads, int Processors);

/// <summary>How a connection fares.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Provider">Catalogue id.</param>
/// <param name="Status"><c>active</c>, <c>available</c>, <c>error</c>, <c>rate-limited</c>, <c>signed-out</c> or <c>disabled</c>.</param>
/// <param name="Credential"><c>ready</c>, <c>missing</c> or <c>sign_in_again</c>.</param>
/// <param name="LastError">The error code of its latest failure.</param>
/// <param name="LastErrorAt">When.</param>
/// <param name="Models">How many can be asked.</param>
/// <param name="RequestsToday">Since midnight UTC.</param>
public sealed record ConnectionFacts(string Name, string Provider, string Status, string Credential, string? LastError, DateTimeOffset? LastErrorAt, int Models, long RequestsToday);

/// <summary>A request that failed.</summary>
/// <param name="Id">The request's id.</param>
/// <param name="At">When it came.</param>
/// <param name="Operation">What was asked for.</param>
/// <param name="Connection">The last that was asked; null when none was.</param>
/// <param name="Status">What the client got.</param>
/// <param name="Error">The error code.</param>
/// <param name="Tries">How many attempts there were.</param>
/// <param name="DurationMs">Until its end; null when it has none.</param>
public sealed record FailureFacts(string Id, DateTimeOffset At, string Operation, string? Connection, int Status, string? Error, int Tries, double? DurationMs);
