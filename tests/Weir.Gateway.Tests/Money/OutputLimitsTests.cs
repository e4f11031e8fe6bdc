using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Gateway.Money;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Providers;
using Weir.Routing.Wires;

namespace Weir.Gateway.Tests.Money;

public sealed class OutputLimitsTests
{
    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"max_completion_tokens":40}""")]
    [InlineData("""{"max_tokens":100,"a":1}""", """{"a":1,"max_tokens":40}""")]
    [InlineData("""{"max_tokens":100,"max_completion_tokens":90,"max_tokens":80}""", """{"max_tokens":40,"max_completion_tokens":40}""")]
    public void Chat_keeps_the_members_that_it_came_with(string body, string expected) => Assert.Equal(expected, Set(body, Operations.ChatCompletions));

    [Fact]
    public void A_server_that_knows_one_member_only_gets_that_one() =>
        Assert.Equal("""{"max_tokens":40}""", Set("{}", Operations.ChatCompletions, ChatVariants.Compatible));

    [Fact]
    public void A_server_that_does_not_know_the_newer_member_gets_the_older_one_beside_it()
    {
        Assert.Equal("""{"max_completion_tokens":40,"max_tokens":40}""", Set("""{"max_completion_tokens":100}""", Operations.ChatCompletions, ChatVariants.Compatible));
        Assert.True(OutputLimits.IsHeeded(Operations.ChatCompletions, WireOf(Operations.ChatCompletions, ChatVariants.Compatible), ["max_tokens"]));
        Assert.False(OutputLimits.IsHeeded(Operations.ChatCompletions, WireOf(Operations.ChatCompletions, ChatVariants.Compatible), ["max_completion_tokens"]));
        Assert.True(OutputLimits.IsHeeded(Operations.ChatCompletions, WireOf(Operations.ChatCompletions, null), ["max_completion_tokens"]));
    }

    [Fact]
    public void Settings_of_another_dialect_are_no_place_for_a_limit() =>
        Assert.Equal("""{"generationConfig":{},"max_completion_tokens":40}""", Set("""{"generationConfig":{}}""", Operations.ChatCompletions));

    [Theory]
    [InlineData("""{}""", """{"generationConfig":{"maxOutputTokens":40}}""")]
    [InlineData("""{"generationConfig":{"temperature":0.5,"maxOutputTokens":100}}""", """{"generationConfig":{"temperature":0.5,"maxOutputTokens":40}}""")]
    [InlineData("""{"generation_config":{"max_output_tokens":100,"topK":3},"generationConfig":{"temperature":1}}""", """{"generationConfig":{"topK":3,"temperature":1,"maxOutputTokens":40}}""")]
    public void Geminis_settings_stay_together(string body, string expected) => Assert.Equal(expected, Set(body, Operations.GenerateContent));

    [Fact]
    public void The_others_have_one_name()
    {
        Assert.Equal("""{"max_output_tokens":40}""", Set("""{"max_output_tokens":400}""", Operations.Responses));
        Assert.Equal("""{"max_tokens":40}""", Set("""{"max_tokens":400}""", Operations.Messages));
        Assert.Equal("""{"max_tokens":40}""", Set("{}", Operations.Completions));
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1,"max_completion_tokens":40}""")]
    [InlineData("{\"a\":{\"max_tokens\":5}} \r\n", "{\"a\":{\"max_tokens\":5},\"max_completion_tokens\":40} \r\n")]
    [InlineData("""{}""", null)]
    [InlineData("""{ }""", null)]
    [InlineData("""{"max_tokens":100,"a":1}""", null)]
    [InlineData("""{"max_tokens":null,"a":1}""", null)]
    public void A_limit_that_nobody_named_is_added_without_reading_the_body_again(string body, string? expected) => Assert.Equal(expected, Added(body, Operations.ChatCompletions));

    [Fact]
    public void Geminis_limit_is_never_added_at_the_end() => Assert.Null(Added("""{"contents":[]}""", Operations.GenerateContent));

    [Fact]
    public void A_conversations_own_lower_limit_stays()
    {
        Assert.Equal(10, OutputLimits.Set(new Conversation { Model = "m", MaxOutputTokens = 10 }, 40).MaxOutputTokens);
        Assert.Equal(40, OutputLimits.Set(new Conversation { Model = "m" }, 40).MaxOutputTokens);
    }

    private static string Set(string body, Operation operation, ChatVariant? variant = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return Encoding.UTF8.GetString(OutputLimits.Set(bytes, operation, WireOf(operation, variant), SizeScanner.Scan(bytes, operation).Item1.LimitMembers, 40).Span);
    }

    private static string? Added(string body, Operation operation)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return OutputLimits.Added(bytes, operation, WireOf(operation, null), SizeScanner.Scan(bytes, operation).Item1.LimitMembers, 40) is { } splice
            ? body.Insert(splice.Offset, Encoding.UTF8.GetString(splice.Replacement.Span))
            : null;
    }

    private static Wire WireOf(Operation operation, ChatVariant? variant) => new()
    {
        Dialect = operation.Dialect,
        BaseUrl = new Uri("https://api.example.com/v1"),
        ModelId = "m",
        Auth = Some.Connection().Auth,
        Rules = ProviderRulesTable.For("acme"),
        Variant = variant ?? ChatVariant.OpenAi,
    };
}
