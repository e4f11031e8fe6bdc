using Weir.Routing.Names;

namespace Weir.Routing.Tests.Names;

public sealed class NearestNameTests
{
    [Theory]
    [InlineData("nmae", "name")]
    [InlineData("opnai", "openai")]
    [InlineData("ANTHROPIC", "anthropic")]
    [InlineData("gpt-4o-mini-2024", "gpt-4o-mini")]
    [InlineData("zzz", null)]
    [InlineData("", null)]
    public void The_name_that_was_meant_is_found(string wanted, string? meant) =>
        Assert.Equal(meant, NearestName.Find(wanted, ["name", "openai", "anthropic", "gpt-4o-mini", "type"]));

    [Fact]
    public void Nearest_first_and_equals_by_name() =>
        Assert.Equal(["gpt-4o", "gpt-4a", "gpt-4b"], NearestName.FindMany("gpt-4o", ["gpt-4b", "gpt-4a", "gpt-4o", "claude"], 5));

    [Fact]
    public void No_more_than_asked_for() => Assert.Equal(["aaab", "aaac"], NearestName.FindMany("aaaa", ["aaad", "aaac", "aaab", "aaab"], 2));
}
