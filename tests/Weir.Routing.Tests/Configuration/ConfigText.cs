using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

/// <summary>Loads text against the shipped catalogue.</summary>
internal static class ConfigText
{
    public static SnapshotCatalog Catalog { get; } = SnapshotCatalog.Embedded();

    public static ConfigLoad Load(string text, Dictionary<string, string>? variables = null, string? folder = null) =>
        ConfigLoader.Parse(text, "weir.yaml", folder ?? Path.GetTempPath(), Catalog, name => variables?.GetValueOrDefault(name));

    public static WeirConfig Good(string text, Dictionary<string, string>? variables = null)
    {
        var load = Load(text, variables);
        Assert.Empty(load.Problems);
        return load.Config!;
    }

    public static ConfigProblem OneError(string text, Dictionary<string, string>? variables = null)
    {
        var load = Load(text, variables);
        Assert.Null(load.Config);
        var problem = Assert.Single(load.Problems);
        Assert.Equal(ConfigSeverity.Error, problem.Severity);
        return problem;
    }

    /// <summary>The repository's folder.</summary>
    public static string Repository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Weir.slnx")))
        {
            directory = directory.Parent;
        }

        return directory.FullName;
    }
}
