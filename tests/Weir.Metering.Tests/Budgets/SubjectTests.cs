using Weir.Metering.Budgets;

namespace Weir.Metering.Tests.Budgets;

public class SubjectTests
{
    [Theory]
    [InlineData("gateway", SubjectKind.Gateway, "")]
    [InlineData("key:ci", SubjectKind.Key, "ci")]
    [InlineData("user:ada", SubjectKind.User, "ada")]
    [InlineData("team:core", SubjectKind.Team, "core")]
    [InlineData("connection:my-openai", SubjectKind.Connection, "my-openai")]
    [InlineData("model:lab/qwen:7b", SubjectKind.Model, "lab/qwen:7b")]
    public void Reads_what_it_writes(string text, SubjectKind kind, string name)
    {
        Assert.True(Subject.TryParse(text, out var subject));
        Assert.Equal(new Subject(kind, name), subject);
        Assert.Equal(text, subject.ToString());
    }

    [Fact]
    public void A_provider_is_a_connection()
    {
        Assert.True(Subject.TryParse("provider:lab", out var subject));
        Assert.Equal(new Subject(SubjectKind.Connection, "lab"), subject);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ci")]
    [InlineData("key:")]
    [InlineData("keys:ci")]
    [InlineData("key:a\nb")]
    public void Refuses_what_it_does_not_know(string? text) => Assert.False(Subject.TryParse(text, out _));

    [Fact]
    public void Finds_the_budgets_of_everybody_concerned_and_of_nobody_else()
    {
        var budgets = new BudgetSet(
        [
            SampleBudgets.Usd("gateway", 1), SampleBudgets.Usd("key:ci", 1), SampleBudgets.Tokens("key:ci", 1), SampleBudgets.Usd("key:other", 1),
            SampleBudgets.Usd("team:core", 1), SampleBudgets.Usd("model:lab/qwen", 1),
        ]);

        var found = budgets.For(new RequestSubjects { Key = "ci", User = "ada", Model = "lab/qwen" });

        Assert.Equal(
            ["gateway/lifetime/usd", "key:ci/lifetime/usd", "key:ci/lifetime/tokens", "model:lab/qwen/lifetime/usd"],
            found.Select(budget => budget.Id));
    }
}
