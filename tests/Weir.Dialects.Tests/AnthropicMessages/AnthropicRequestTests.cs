using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.Tests.AnthropicMessages;

/// <summary>What Anthropic's API demands of requests that came from other dialects.</summary>
public sealed class AnthropicRequestTests
{
    private readonly Losses _losses = new();

    [Fact]
    public void A_limit_is_always_said()
    {
        Assert.Equal(32000, Written(Ask()).GetProperty("max_tokens").GetInt32());
        Assert.Equal(8000, Written(Ask(), new WriteOptions { Losses = _losses, OutputLimit = 8000 }).GetProperty("max_tokens").GetInt32());
        Assert.Equal(32000, Written(Ask(), new WriteOptions { Losses = _losses, OutputLimit = 64000 }).GetProperty("max_tokens").GetInt32());
    }

    [Theory]
    [InlineData("claude-sonnet-4-5", "enabled")]
    [InlineData("claude-opus-4-6", "adaptive")]
    [InlineData("claude-sonnet-5", "adaptive")]
    [InlineData("us.anthropic.claude-haiku-4-5-20251001-v1:0", "enabled")]
    public void A_wish_to_reason_is_written_as_the_family_takes_it(string family, string type)
    {
        var written = Written(Ask() with { Model = family, MaxOutputTokens = 20000, Reasoning = new ReasoningRequest { Effort = "high" } });
        Assert.Equal(type, written.GetProperty("thinking").GetProperty("type").GetString());
        Assert.Equal(type == "adaptive", written.TryGetProperty("output_config", out var config) && config.GetProperty("effort").GetString() == "high");
    }

    [Fact]
    public void A_budget_stays_below_the_limit_and_sampling_stays_out_while_it_thinks()
    {
        var written = Written(Ask() with
        {
            MaxOutputTokens = 3000,
            Reasoning = new ReasoningRequest { Enabled = true, BudgetTokens = 9000 },
            Sampling = new Sampling { Temperature = 0.2, TopK = 5 },
            Tools = [new FunctionTool("look")],
            ToolChoice = new ToolChoice(ToolChoiceMode.Required),
        });

        Assert.Equal(2999, written.GetProperty("thinking").GetProperty("budget_tokens").GetInt32());
        Assert.False(written.TryGetProperty("temperature", out _));
        Assert.Equal("auto", written.GetProperty("tool_choice").GetProperty("type").GetString());
        Assert.Equal(["reasoning budget", "temperature", "tool_choice", "top_k"], _losses.All.Select(static loss => loss.What).Order());
    }

    [Fact]
    public void Results_stand_first_behind_their_calls_and_ids_fit_the_alphabet()
    {
        var written = Written(Ask(
            new Message(Role.Assistant, [new ToolCallPart("a:b/c", "look", "")]),
            new Message(Role.User, [new TextPart("And?")]),
            new Message(Role.Tool, [new ToolResultPart("a:b/c", [new TextPart("14")])])));

        var messages = written.GetProperty("messages");
        var call = messages[1].GetProperty("content")[0];
        var result = messages[2].GetProperty("content")[0];
        Assert.Equal("tool_result", result.GetProperty("type").GetString());
        Assert.Matches("^[A-Za-z0-9_-]+$", call.GetProperty("id").GetString());
        Assert.Equal(call.GetProperty("id").GetString(), result.GetProperty("tool_use_id").GetString());
        Assert.Equal("{}", call.GetProperty("input").GetRawText());
    }

    [Fact]
    public void A_later_system_message_stays_in_its_place()
    {
        var written = Written(Ask(new Message(Role.Assistant, [new TextPart("Yes.")]), new Message(Role.System, [new TextPart("Be brief.")])));
        Assert.Equal("user", written.GetProperty("messages")[2].GetProperty("role").GetString());
        Assert.Contains(_losses.All, static loss => loss.What.EndsWith(".role", StringComparison.Ordinal));
    }

    [Fact]
    public void Thoughts_of_others_do_not_go_to_Anthropic()
    {
        var written = Written(Ask(new Message(Role.Assistant, [new ReasoningPart("hm") { Signature = new Signature("gemini", "x") }, new TextPart("Yes.")])));
        Assert.Equal("text", Assert.Single(written.GetProperty("messages")[1].GetProperty("content").EnumerateArray()).GetProperty("type").GetString());
        Assert.Contains(_losses.All, static loss => loss.Why.Contains("gemini", StringComparison.Ordinal));
    }

    [Fact]
    public void A_thread_that_nobody_keeps_is_answered_so_that_the_SDK_sends_all_again()
    {
        var exception = Assert.Throws<DialectException>(() => AnthropicDialect.Instance.ReadRequest("""{"model":"m","thread":{"type":"continue","previous_message_id":"msg_1"},"messages":[]}"""u8));
        var buffer = new ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteError(exception.Error, buffer);
        Assert.Equal(404, exception.Error.Status);
        Assert.Equal("thread_not_found", JsonElement.Parse(buffer.WrittenSpan).GetProperty("error").GetProperty("details").GetProperty("error_code").GetString());
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"robot","content":"x"}]}""", "messages.0.role")]
    [InlineData("""{"model":"m","messages":[{"role":"user"}]}""", "messages.0.content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"tool_result"}]}]}""", "messages.0.content.0.tool_use_id")]
    [InlineData("""{"model":"m","max_tokens":"many","messages":[]}""", "max_tokens")]
    public void A_mistake_is_named_by_its_place(string body, string param) =>
        Assert.Equal(param, Assert.Throws<DialectException>(() => AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body))).Error.Param);

    private static Conversation Ask(params IReadOnlyList<Message> more) => new() { Model = "claude-sonnet-4-5", Messages = [new Message(Role.User, [new TextPart("Hi")]), .. more] };

    private JsonElement Written(Conversation conversation, WriteOptions? options = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        AnthropicDialect.Instance.WriteRequest(conversation, buffer, options ?? new WriteOptions { Losses = _losses });
        return JsonElement.Parse(buffer.WrittenSpan);
    }
}
