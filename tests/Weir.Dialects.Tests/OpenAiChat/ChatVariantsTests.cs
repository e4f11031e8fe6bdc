using Weir.Dialects.OpenAiChat.Variants;

namespace Weir.Dialects.Tests.OpenAiChat;

public sealed class ChatVariantsTests
{
    [Theory]
    [InlineData("openai", "gpt-5.1", "openai")]
    [InlineData("azure-cognitive-services", null, "azure")]
    [InlineData("github-copilot", null, "copilot")]
    [InlineData("Mistral", null, "mistral")]
    [InlineData("moonshotai-cn", null, "moonshot")]
    [InlineData("zai-coding-plan", null, "zai")]
    [InlineData("snowflake-cortex", null, "snowflake")]
    [InlineData("someone-else", null, "openai-compatible")]
    public void For_KnowsTheProvider(string provider, string? model, string expected) => Assert.Equal(expected, ChatVariants.For(provider, model).Name);

    [Fact]
    public void For_KnowsMistralsModelsElsewhere()
    {
        Assert.Equal(9, ChatVariants.For("vllm", "mistralai/Devstral-Small").ToolIdLength);
        Assert.Equal(0, ChatVariants.For("vllm", "qwen3").ToolIdLength);
    }

    [Fact]
    public void Names_AreUnique() => Assert.Equal(ChatVariants.All.Count, ChatVariants.All.Select(static variant => variant.Name).Distinct().Count());
}
