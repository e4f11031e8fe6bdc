using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Previews;

namespace Weir.Gateway.Tests.Previews;

public sealed class ConfiguredOrderTests
{
    [Fact]
    public async Task A_chain_names_every_target_and_why_some_are_passed_over()
    {
        var candidates = await CandidatesAsync("coding");

        Assert.Equal(["a/x", "nokey/shared", "off/z", "b/y", "a/x", "a/gone"], candidates.Select(static candidate => candidate.Name));
        Assert.Equal([1, 2, 3, 4, 5, 6], candidates.Select(static candidate => candidate.Step));
        Assert.Equal([true, false, false, true, false, false], candidates.Select(static candidate => candidate.Skipped is null));
        Assert.Equal("\"off\" is switched off (weir.yaml:6).", candidates[2].Skipped);
        Assert.Equal("It stands in the chain before.", candidates[4].Skipped);
        Assert.Equal("There is no such model.", candidates[5].Skipped);
    }

    [Fact]
    public async Task Targets_between_which_a_strategy_decides_are_one_step()
    {
        var candidates = await CandidatesAsync("any");

        Assert.Equal([("a/x", 1, "weighted"), ("b/y", 1, "weighted")], candidates.Select(static candidate => (candidate.Name, candidate.Step, candidate.Strategy)));
    }

    [Fact]
    public async Task A_bare_model_names_every_connection_that_lists_it()
    {
        var candidates = await CandidatesAsync("shared");

        Assert.Equal(["a/shared", "b/shared", "nokey/shared"], candidates.Select(static candidate => candidate.Name));
        Assert.Equal([true, true, false], candidates.Select(static candidate => candidate.Skipped is null));
    }

    [Fact]
    public async Task What_the_key_may_not_use_is_passed_over()
    {
        var candidates = await CandidatesAsync("shared", "b/*");

        Assert.Equal(["The key's list of models leaves it out.", null], candidates.Take(2).Select(static candidate => candidate.Skipped));
    }

    [Fact]
    public async Task A_name_of_nothing_says_so() => Assert.Equal("There is no such model.", Assert.Single(await CandidatesAsync("nothing")).Skipped);

    private static async Task<IReadOnlyList<Candidate>> CandidatesAsync(string model, params string[] allowed)
    {
        using var context = await Thought.AskAsync(new RouteQuestion { Model = model }, allowed);
        _ = Resolver.ResolveModel(context);
        return ConfiguredOrder.CandidatesOf(context);
    }
}
