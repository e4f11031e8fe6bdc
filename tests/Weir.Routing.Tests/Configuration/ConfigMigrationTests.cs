using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;

namespace Weir.Routing.Tests.Configuration;

public sealed class ConfigMigrationTests
{
    [Fact]
    public void Migrate_GivesAFileThatLoads_AndKeepsComments()
    {
        var (text, notes) = ConfigMigration.Migrate("providers:\n  # mine\n  - name: a\n    type: openai\n    api_key: ${KEY}\n  - name: plan\n    type: openai-chatgpt-plus\n");
        Assert.Contains("# mine", text, StringComparison.Ordinal);
        Assert.Single(notes);
        var load = ConfigLoader.Parse(text, "weir.yaml", ".", SnapshotCatalog.Embedded(), static name => name == "KEY" ? "sk-0123456789abcdef" : null);
        Assert.Empty(load.Problems);
        Assert.Equal(["api", "oauth"], load.Config!.Connections.Select(static connection => connection.AuthMethod));
    }

    [Fact]
    public void Migrate_AFileOfVersion2_IsLeftAlone() => Assert.Equal("version: 2\n", ConfigMigration.Migrate("version: 2\n").Text);
}
