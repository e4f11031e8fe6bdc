using Weir.Catalog;
using Weir.Gateway.Admin.Recommendations;
using Weir.Gateway.Recommendations;
using Weir.Metering.Prices;
using Weir.Metering.Usage;

namespace Weir.Gateway.Tests.Recommendations;

public sealed class ModelRankingTests
{
    private static readonly CatalogModel Coder = new()
    {
        Id = "m",
        Name = "M",
        ContextLimit = 100_000,
        OutputLimit = 8_000,
        Capabilities = ModelCapabilities.ToolCall | ModelCapabilities.Reasoning,
        InputModalities = ["text"],
        OutputModalities = ["text"],
    };

    [Fact]
    public void What_can_t_do_it_or_costs_too_much_is_left_out_with_the_reason()
    {
        var answer = Rank(
            new RecommendationQuestion { Task = "coding", BudgetUsd = 0.02m, Needs = ["tools"] },
            Priced("a/cheap", Coder, 1),
            Priced("a/dear", Coder, 100),
            Priced("a/small", Coder with { ContextLimit = 2_000 }, 1),
            Priced("a/old", Coder with { Status = "deprecated" }, 1),
            Priced("a/plain", Coder with { Capabilities = ModelCapabilities.None }, 1),
            Priced("a/painter", Coder with { OutputModalities = ["image"] }, 1),
            new Candidate("a/secret", Coder, Tariff.Unknown.Instance));

        Assert.Equal("a/cheap", Assert.Single(answer.Models).Model);
        Assert.Equal(
            ["costs more than the budget", "deprecated", "lacks tools", "price unknown", "window too small", "writes no text"],
            answer.LeftOut.Where(static entry => entry.Value == 1).Select(static entry => entry.Key));
    }

    [Fact]
    public void A_model_that_failed_here_comes_after_one_that_did_not()
    {
        var answer = Rank(
            new RecommendationQuestion { Task = "coding" },
            Priced("a/fails", Coder, 1) with { Experience = new ModelExperience("a/fails", 100, 10, 500, 1, 1_000), IsOfTask = true },
            Priced("a/works", Coder, 3) with { Experience = new ModelExperience("a/works", 100, 99, 500, 1, 1_000), IsOfTask = true },
            Priced("a/new", Coder, 1));

        Assert.Equal(["a/works", "a/new", "a/fails"], answer.Models.Select(static model => model.Model));
        Assert.Contains("100 requests tagged task=coding here: 99% answered, 1.0 s and 500 tokens on average.", answer.Models[0].Why);
        Assert.Contains("Not used here yet.", answer.Models[1].Why);
    }

    [Fact]
    public void The_cheaper_of_two_equals_comes_first_and_free_before_both()
    {
        var answer = Rank(
            new RecommendationQuestion { Task = "chat" },
            Priced("a/dear", Coder, 2), Priced("a/cheap", Coder, 1), new Candidate("a/free", Coder, Tariff.Free.Instance), new Candidate("a/plan", Coder, Tariff.Plan.Instance), new Candidate("a/odd", null, Tariff.Unknown.Instance));

        Assert.Equal(["a/free", "a/plan", "a/cheap", "a/dear", "a/odd"], answer.Models.Select(static model => model.Model));
        Assert.Equal(["free", "plan", "per_token", "per_token", "unknown"], answer.Models.Select(static model => model.Tariff));
        Assert.Null(answer.Models[4].Cost);
    }

    [Fact]
    public void The_output_that_a_task_had_here_decides_on_the_cost()
    {
        var known = Priced("a/m", Coder, 10) with { Experience = new ModelExperience("a/m", 10, 10, 3_000, 1, 1_000), IsOfTask = true };

        // 6,000 in at $10 and 3,000 out at $20 per million; as asked, 100 out.
        Assert.Equal(120_000_000, Rank(new RecommendationQuestion { Task = "coding" }, known).Models[0].Cost!.NanoDollars);
        Assert.Equal(62_000_000, Rank(new RecommendationQuestion { Task = "coding", Output = 100 }, known).Models[0].Cost!.NanoDollars);
        Assert.Equal(90_000_000, Rank(new RecommendationQuestion { Task = "coding" }, known with { IsOfTask = false }).Models[0].Cost!.NanoDollars);
    }

    private static Recommendation Rank(RecommendationQuestion question, params Candidate[] candidates) => ModelRanking.Rank(question, candidates);

    private static Candidate Priced(string name, CatalogModel model, decimal input) =>
        new(name, model, new Tariff.PerToken(CompiledPrice.Compile(new ModelPrice(new TokenRates(input, input * 2), []), "test")));
}
