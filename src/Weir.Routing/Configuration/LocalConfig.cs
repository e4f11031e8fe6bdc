namespace Weir.Routing.Configuration;

/// <summary>The <c>local</c> block: where to look for model servers.</summary>
public sealed record LocalConfig
{
    /// <summary>Whether to look at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Ports beside the usual ones, 1 to 65535.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Machines beside this one: names or addresses, IPv6 ones in brackets.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>How often to look, 1 second to 1 day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);
}
