using Weir.Catalog.Snapshot;
using Weir.Gateway.Found;

namespace Weir.Gateway.Tests.Found;

public sealed class EnvironmentScanTests
{
    [Fact]
    public void A_variable_that_several_providers_read_is_found_once_for_the_one_that_is_named_like_it()
    {
        var found = Find(("OPENAI_API_KEY", "k"), ("ANTHROPIC_API_KEY", "k"), ("UNRELATED", "k"));

        Assert.Equal(["anthropic", "openai"], found.Select(static one => one.Type));
        Assert.Equal(["ANTHROPIC_API_KEY", "OPENAI_API_KEY"], found.Select(static one => one.KeyVariable));
    }

    [Fact]
    public void An_empty_variable_is_none() => Assert.Empty(Find(("OPENAI_API_KEY", "")));

    private static List<Discovery> Find(params (string Name, string Value)[] variables) =>
        [.. EnvironmentScan.Find(SnapshotCatalog.Embedded(), name => Array.Find(variables, variable => variable.Name == name).Value)];
}
