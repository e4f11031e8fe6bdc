using Microsoft.Extensions.Logging.Abstractions;
using Weir.Catalog.Snapshot;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Routing.Tests.Snapshots;

public sealed class SnapshotTests
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    [Fact]
    public void WithNothing_TheSimulatorIsThere()
    {
        var snapshot = Build("");
        Assert.Equal("simulator", Assert.Single(snapshot.Connections).Name);
        Assert.Equal("simulator/echo", Target(snapshot, "default").Name);
    }

    [Fact]
    public void AVariable_MakesAConnection_AndIsTheDefault()
    {
        var snapshot = Build("", ("OPENAI_API_KEY", "sk-0123456789abcdef"));
        var openai = snapshot.FindConnection("openai")!;
        Assert.Equal("environment", openai.Origin);
        Assert.Equal("OPENAI_API_KEY (environment)", openai.Auth.Source);
        Assert.Equal("https://api.openai.com/v1", openai.BaseUrl!.AbsoluteUri);
        Assert.StartsWith("openai/", Target(snapshot, "default").Name, StringComparison.Ordinal);
    }

    [Fact]
    public void ABlockOfATypeInTheFile_RulesOverTheEnvironment()
    {
        var snapshot = Build("version: 2\nproviders: [{name: mine, type: openai}]", ("OPENAI_API_KEY", "sk-0123456789abcdef"));
        Assert.Equal(["mine", "simulator"], snapshot.Connections.Select(static connection => connection.Name));
    }

    [Fact]
    public void AProviderOfAnotherDialect_IsServedByItsOwnWire()
    {
        var snapshot = Build("", ("ANTHROPIC_API_KEY", "sk-ant-0123456789"));
        var wire = Assert.Single(Target(snapshot, "anthropic/claude-opus-4-5").Wires.Wires);
        Assert.Equal("anthropic-messages", wire.Dialect);
        Assert.Equal("https://api.anthropic.com/v1", wire.BaseUrl.AbsoluteUri);
    }

    [Fact]
    public void ABaseUrlWhoseVariableIsMissing_IsNotServed_AndNamesIt()
    {
        var snapshot = Build("", ("DATABRICKS_TOKEN", "dapi-0123456789abcdef"));
        Assert.Contains("DATABRICKS_HOST", snapshot.FindConnection("databricks")!.NotServed, StringComparison.Ordinal);
    }

    [Fact]
    public void AProviderKnownOnlyToTheFile_IsAsGoodAsABuiltInOne()
    {
        var snapshot = Build("version: 2\nproviders: [{name: lab, type: my-server, base_url: 'http://127.0.0.1:1/v1'}]");
        var target = Target(snapshot, "lab/anything/at:all");
        Assert.Equal("anything/at:all", target.ModelId);
    }

    [Fact]
    public void ABareName_IsServedByEveryConnectionThatListsIt_InOrder()
    {
        var snapshot = Build("version: 2\nproviders: [{name: b, type: s, base_url: 'http://h/v1', models: [m]}, {name: a, type: s, base_url: 'http://h/v1', models: [m]}]");
        var found = Assert.IsType<Resolution.Found>(snapshot.Models.Resolve("m", []));
        Assert.Equal(["b/m", "a/m"], found.Targets.Select(static target => target.Name));
    }

    [Fact]
    public void AnAlias_NamesItsTarget() =>
        Assert.Equal("simulator/lorem", Target(Build("version: 2\naliases: {x: simulator/lorem}"), "x").Name);

    [Theory]
    [InlineData("simulator/ech", "simulator/echo")]
    [InlineData("lorm", "simulator/lorem")]
    public void AnUnknownName_GetsTheNearest(string name, string expected)
    {
        var unknown = Assert.IsType<Resolution.Unknown>(Build("").Models.Resolve(name, []));
        Assert.Equal(expected, unknown.Nearest[0]);
    }

    [Theory]
    [InlineData("simulator/echo", true)]
    [InlineData("simulator/*", true)]
    [InlineData("sim*", true)]
    [InlineData("simulator/lorem", false)]
    [InlineData("other/*", false)]
    public void AKeysList_Holds(string entry, bool allowed)
    {
        var resolution = Build("").Models.Resolve("simulator/echo", [entry]);
        Assert.Equal(allowed, resolution is Resolution.Found);
        Assert.Equal(!allowed, resolution is Resolution.NotAllowed);
    }

    [Fact]
    public void AModeOfAModel_GoesOutUnderTheModelsOwnId()
    {
        var snapshot = Build("", ("OPENAI_API_KEY", "sk-0123456789abcdef"));
        Assert.Equal("gpt-5.4", Target(snapshot, "openai/gpt-5.4-fast").ModelId);
    }

    [Fact]
    public void ResolvingANameAgain_AllocatesNothing()
    {
        var models = Build("").Models;
        models.Resolve("simulator/echo", []);
        models.Resolve("simulator/echo", []);
        var before = GC.GetAllocatedBytesForCurrentThread();
        models.Resolve("simulator/echo", []);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void AReload_TakesAGoodFile_AndRefusesABadOneAsAWhole()
    {
        var text = "version: 2\naliases: {x: simulator/echo}";
        var holder = new SnapshotHolder(new SnapshotBuilder(Catalog, static _ => null), new SnapshotSources(() => Parse(text)), TimeProvider.System, NullLogger<SnapshotHolder>.Instance);
        text = "version: 2\naliases: {y: simulator/echo, z: nowhere/x}";
        Assert.False(holder.Reload());
        Assert.True(holder.Status.IsStale);
        Assert.Equal(1, holder.Current.Version);
        Assert.True(holder.Current.Aliases.ContainsKey("x"));

        text = "version: 2\naliases: {y: simulator/echo}";
        Assert.True(holder.Reload());
        Assert.False(holder.Status.IsStale);
        Assert.Equal(2, holder.Current.Version);
        Assert.Equal(["y"], holder.Current.Aliases.Keys);
    }

    private static Target Target(RoutingSnapshot snapshot, string name) => Assert.IsType<Resolution.Found>(snapshot.Models.Resolve(name, [])).Targets[0];

    private static RoutingSnapshot Build(string yaml, params (string Name, string Value)[] variables) =>
        new SnapshotBuilder(Catalog, name => variables.FirstOrDefault(variable => variable.Name == name).Value).Build(Parse(yaml, variables).Config!, 1);

    private static ConfigLoad Parse(string yaml, params (string Name, string Value)[] variables) =>
        ConfigLoader.Parse(yaml, "weir.yaml", ".", Catalog, name => variables.FirstOrDefault(variable => variable.Name == name).Value);
}
