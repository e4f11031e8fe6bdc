namespace Weir.Routing.Configuration;

/// <summary>The parts of weir.yaml that are read when the gateway starts, and not again.</summary>
public static class StartOnly
{
    private static readonly string[] Blocks = ["server.", "console.", "telemetry.", "storage.", "credentials.store"];

    /// <summary>True when a change of the value at this path waits for the next start.</summary>
    public static bool Has(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Array.Exists(Blocks, block => path.StartsWith(block, StringComparison.Ordinal));
    }
}
