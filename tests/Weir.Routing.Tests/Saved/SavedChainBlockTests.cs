using Weir.Catalog.Snapshot;
using Weir.Dialects.Errors;
using Weir.Routing.Configuration;
using Weir.Routing.Routes;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;
using Weir.Routing.Targets;

namespace Weir.Routing.Tests.Saved;

public sealed class SavedChainBlockTests
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    private const string File = """
        version: 2
        aliases: {quick: simulator/echo}
        chains:
          declared: {targets: [simulator/lorem]}
        """;

    [Fact]
    public void Settings_are_read_as_a_chain_of_the_file_is()
    {
        var (chain, problems) = Read("""{"targets": ["simulator/echo", "quick"], "strategy": "fastest", "retries": 3, "move_on": ["timeout"], "deadline": "20s", "ask_before_switching": true, "on_cut": "continue"}""");

        Assert.Empty(problems);
        Assert.Equal(["simulator/echo", "quick"], chain!.Targets);
        Assert.Equal(Strategy.Fastest, chain.Strategy);
        Assert.Equal((3, TimeSpan.FromSeconds(20), true, true), (chain.Policy.Retries, chain.Policy.Deadline, chain.Policy.AsksBeforeSwitching, chain.Policy.ContinuesCutAnswers));
        Assert.Equal([ErrorKind.Timeout], chain.Policy.MovesOn);
        Assert.Equal(SavedChain.Origin, chain.Origin);
    }

    [Theory]
    [InlineData("""{"targets": []}""", "a chain needs a target")]
    [InlineData("""{}""", "the key 'targets' is missing")]
    [InlineData("""{"targets": ["gpt-5"]}""", "is not connection/model")]
    [InlineData("""{"targets": ["simulatr/echo"]}""", "Did you mean 'simulator'?")]
    [InlineData("""{"targets": ["simulator/echo"], "retries": 21}""", "retries")]
    [InlineData("""{"targets": ["simulator/echo"], "strategy": "best"}""", "strategy")]
    [InlineData("""{"targets": ["simulator/echo"], "move_on": ["moon"]}""", "move_on")]
    [InlineData("""{"targets": ["simulator/echo"], "weights": {"other/m": 1}}""", "is not one of the chain's targets")]
    [InlineData("""{"targets": ["simulator/echo"], "deadline": "-1s"}""", "deadline")]
    [InlineData("""{"targets": ["simulator/echo"], "fallback": true}""", "unknown key 'fallback'")]
    [InlineData("[]", "takes a mapping")]
    [InlineData("{", "are no JSON")]
    public void What_the_file_would_refuse_is_refused(string settings, string problem)
    {
        var (chain, problems) = Read(settings);

        Assert.Null(chain);
        Assert.Contains(problem, string.Join(" ", problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b", "holds a slash")]
    [InlineData("a b", "holds white space")]
    [InlineData("", "can't be empty")]
    [InlineData("quick", "is an alias as well")]
    public void A_name_is_one_that_the_file_would_take(string name, string problem) =>
        Assert.Contains(problem, string.Join(" ", SavedChainBlock.Read(Saved(name, """{"targets": ["simulator/echo"]}"""), Snapshot()).Problems), StringComparison.Ordinal);

    [Theory]
    [InlineData("declared", "simulator/echo", "simulator/lorem")]
    [InlineData("quick", "simulator/lorem", "simulator/echo")]
    public void What_the_file_has_under_a_name_goes_before(string name, string saved, string used)
    {
        var snapshot = Snapshot(Saved(name, $$"""{"targets": ["{{saved}}"]}"""));

        Assert.Equal(["declared"], snapshot.Chains.Select(static chain => chain.Name));
        Assert.Equal(used, First(snapshot, name));
    }

    [Fact]
    public void A_target_whose_connection_went_away_is_passed_over_and_the_chain_stays()
    {
        var snapshot = Snapshot(Saved("coding", """{"targets": ["gone/m", "simulator/echo"]}"""));

        Assert.Equal("simulator/echo", First(snapshot, "coding"));
    }

    [Fact]
    public void A_draft_is_thought_of_without_being_there()
    {
        var snapshot = Snapshot(Saved("coding", """{"targets": ["simulator/echo"]}"""));
        var (draft, _) = SavedChainBlock.Read(Saved("coding", """{"targets": ["simulator/lorem"]}"""), snapshot);

        Assert.Equal("simulator/lorem", First(snapshot.With(draft!), "coding"));
        Assert.Equal("simulator/echo", First(snapshot, "coding"));
    }

    private static string First(RoutingSnapshot snapshot, string name) => Assert.IsType<Resolution.Found>(snapshot.Models.Resolve(name, [])).Targets[0].Name;

    private static (ChainConfig? Chain, IReadOnlyList<string> Problems) Read(string settings) => SavedChainBlock.Read(Saved("coding", settings), Snapshot());

    private static SavedChain Saved(string name, string settings) => new() { Name = name, Settings = settings, SetAt = DateTimeOffset.UnixEpoch, SetBy = "local" };

    private static RoutingSnapshot Snapshot(params IReadOnlyList<SavedChain> chains)
    {
        var load = ConfigLoader.Parse(File, "weir.yaml", ".", Catalog, static _ => null);
        return new SnapshotBuilder(Catalog, static _ => null).Build(load.Config!, 1, savedChains: chains);
    }
}
