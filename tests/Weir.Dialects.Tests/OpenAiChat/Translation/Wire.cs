using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.OpenAiChat;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Streaming;
using Weir.TestKit.Fixtures;

namespace Weir.Dialects.Tests.OpenAiChat.Translation;

/// <summary>Short ways to read and write in this dialect.</summary>
internal static class Wire
{
    public static readonly string[] Folders = ["openai-chat", "openai-compat", "mistral"];

    public static OpenAiChatDialect Dialect => OpenAiChatDialect.Instance;

    public static IEnumerable<TheoryDataRow<string>> Cases(Func<IndexEntry, bool> fits) => RecordedTraffic.Rows(entry => Folders.Contains(entry.Dialect) && fits(entry));

    public static JsonElement Json(string text) => JsonElement.Parse(text);

    public static Conversation Request(string json) => Dialect.ReadRequest(Encoding.UTF8.GetBytes(json));

    public static JsonElement Write(Conversation conversation, ChatVariant? variant = null, Losses? losses = null) =>
        JsonElement.Parse(Bytes(conversation, variant, losses));

    public static byte[] Bytes(Conversation conversation, ChatVariant? variant = null, Losses? losses = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Dialect.WriteRequest(conversation, buffer, new WriteOptions { Losses = losses ?? new Losses(), Variant = variant ?? ChatVariant.OpenAi });
        return buffer.WrittenSpan.ToArray();
    }

    public static JsonElement Write(Answer answer, AnswerOptions? options = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Dialect.WriteAnswer(answer, buffer, options ?? new AnswerOptions());
        return JsonElement.Parse(buffer.WrittenSpan);
    }

    public static byte[] Stream(IEnumerable<StreamEvent> events, AnswerOptions? options = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = Dialect.NewStreamWriter(options ?? new AnswerOptions());
        foreach (var @event in events)
        {
            writer.Write(@event, buffer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The data of each event.</summary>
    public static List<string> Data(byte[] stream) =>
        [.. Encoding.UTF8.GetString(stream).Split('\n').Where(static line => line.StartsWith("data:", StringComparison.Ordinal)).Select(static line => line[5..].Trim())];
}
