using Weir.Routing.Names;

namespace Weir.Routing.Tests.Names;

public sealed class NearestModelsTests
{
    private static readonly string[] Known = ["openai/gpt-4o", "openai/gpt-4o-mini", "groq/llama-3.3-70b", "lab/qwen3-coder"];

    [Theory]
    [InlineData("gpt-4o", "openai/gpt-4o")]
    [InlineData("gtp-4o", "openai/gpt-4o")]
    [InlineData("openai/gpt4o", "openai/gpt-4o")]
    [InlineData("QWEN3-CODER", "lab/qwen3-coder")]
    [InlineData("llama", "groq/llama-3.3-70b")]
    public void Find_PutsTheLikeliestFirst(string wanted, string expected) => Assert.Equal(expected, NearestModels.Find(wanted, Known, 3)[0]);

    [Theory]
    [InlineData("")]
    [InlineData("zzzzzzzzzz")]
    public void Find_NothingNear_IsEmpty(string wanted) => Assert.Empty(NearestModels.Find(wanted, Known, 3));

    [Fact]
    public void Find_AnEndlessName_IsNotCompared() => Assert.Empty(NearestModels.Find(new string('a', 100_000), Known, 3));
}
