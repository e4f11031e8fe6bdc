using Weir.Routing.Configuration;

namespace Weir.Routing.Snapshots;

/// <summary>
/// The variables that hold for one connection alone. Best first: its <c>variables</c>, what its <c>auth</c> settings say, what its sign-in
/// told; the environment comes after them.
/// </summary>
internal static class ConnectionVariables
{
    /// <summary>What sign-ins and OpenCode's auth.json call by other names.</summary>
    private static readonly Dictionary<string, string[]> NamesOfFacts = new(StringComparer.Ordinal)
    {
        ["resourceName"] = ["AZURE_RESOURCE_NAME", "AZURE_COGNITIVE_SERVICES_RESOURCE_NAME"],
        ["accountId"] = ["CLOUDFLARE_ACCOUNT_ID"],
        ["gatewayId"] = ["CLOUDFLARE_GATEWAY_ID"],
        ["account"] = ["SNOWFLAKE_ACCOUNT"],
    };

    /// <summary>A project that a credential belongs to says less than one that a person chose.</summary>
    private static readonly string[] Projects = ["GOOGLE_VERTEX_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCP_PROJECT", "GCLOUD_PROJECT"];

    /// <summary>What the block itself gives.</summary>
    public static IReadOnlyDictionary<string, string> Given(ConnectionConfig block)
    {
        if (block.Auth.Region is not { } region || block.Variables.ContainsKey("AWS_REGION"))
        {
            return block.Variables;
        }

        return new Dictionary<string, string>(block.Variables, StringComparer.Ordinal) { ["AWS_REGION"] = region };
    }

    /// <summary>The same with what the sign-in told, where the block gives nothing.</summary>
    public static IReadOnlyDictionary<string, string> WithFacts(IReadOnlyDictionary<string, string> given, IReadOnlyDictionary<string, string> facts, Func<string, string?> environment)
    {
        if (facts.Count == 0)
        {
            return given;
        }

        var all = new Dictionary<string, string>(given, StringComparer.Ordinal);
        foreach (var (name, value) in facts.Where(static fact => fact.Value.Length > 0))
        {
            foreach (var variable in NamesOfFacts.GetValueOrDefault(name) ?? [name])
            {
                all.TryAdd(variable, value);
            }
        }

        if (facts.TryGetValue("project_id", out var project) && !Array.Exists(Projects, name => !string.IsNullOrEmpty(Over(all, environment)(name))))
        {
            all["GOOGLE_CLOUD_PROJECT"] = project;
        }

        return all;
    }

    /// <summary>Reads the connection's own variables, then the environment.</summary>
    public static Func<string, string?> Over(IReadOnlyDictionary<string, string> own, Func<string, string?> environment) =>
        own.Count == 0 ? environment : name => own.TryGetValue(name, out var value) ? value : environment(name);
}
