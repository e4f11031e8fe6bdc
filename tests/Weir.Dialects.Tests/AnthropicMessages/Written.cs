using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.AnthropicMessages;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;

namespace Weir.Dialects.Tests.AnthropicMessages;

/// <summary>A request as it is written to Anthropic, and what was lost on the way.</summary>
internal sealed class Written
{
    private Written(string text, Losses losses)
    {
        Text = text;
        Losses = [.. losses.All.Select(static loss => loss.What)];
    }

    public string Text { get; }

    public JsonElement Json => JsonElement.Parse(Text);

    public IReadOnlyList<string> Losses { get; }

    public JsonElement Messages => Json.GetProperty("messages");

    public static Written Of(Conversation conversation, string? family = null, int? outputLimit = null, bool? canReason = null, AnthropicDialect? dialect = null)
    {
        var losses = new Losses();
        var buffer = new ArrayBufferWriter<byte>();
        (dialect ?? AnthropicDialect.Instance).WriteRequest(conversation, buffer, new WriteOptions { Losses = losses, ModelFamily = family, OutputLimit = outputLimit, CanReason = canReason });
        return new Written(Encoding.UTF8.GetString(buffer.WrittenSpan), losses);
    }

    public static Conversation Read(string body) => AnthropicDialect.Instance.ReadRequest(Encoding.UTF8.GetBytes(body));

    public static Conversation Ask(params IReadOnlyList<Message> messages) => new() { Model = "claude-sonnet-4-5", Messages = messages };

    public static Message User(params IReadOnlyList<Part> parts) => new(Role.User, parts);

    public static Message User(string text) => User(new TextPart(text));

    public static Message Assistant(params IReadOnlyList<Part> parts) => new(Role.Assistant, parts);

    public static Message Result(string id, string text) => new(Role.Tool, [new ToolResultPart(id, [new TextPart(text)])]);

    public bool Has(string member) => Json.TryGetProperty(member, out _);

    public string? Raw(string member) => Json.TryGetProperty(member, out var value) ? value.GetRawText() : null;
}
