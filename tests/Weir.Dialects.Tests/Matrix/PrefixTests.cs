using System.Buffers;
using System.Text;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Conversations.Tools;

namespace Weir.Dialects.Tests.Matrix;

/// <summary>
/// Over a long agent conversation, what is sent upstream for the turns before stays the same byte for byte, turn after turn: prompt caches hit only then.
/// </summary>
public sealed class PrefixTests
{
    private const int Turns = 40;

    /// <summary>What closes the last message may move behind the next one.</summary>
    private const int Closing = 8;

    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var client in (string[])["openai-chat", "openai-responses", "anthropic-messages", "gemini"])
        {
            foreach (var upstream in (string[])["openai-chat", "openai-responses", "anthropic-messages", "gemini", "bedrock-converse", "cohere-v2", "ollama"])
            {
                pairs.Add(client, upstream);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_turns_before_keep_their_bytes(string client, string upstream)
    {
        var (from, to) = (DialectTable.Find(client)!, DialectTable.Find(upstream)!);
        byte[]? before = null;
        for (var turn = 1; turn <= Turns; turn++)
        {
            var sent = Carry(from, to, Conversation(turn));
            Assert.Equal(sent, Carry(from, to, Conversation(turn)));
            if (before is not null)
            {
                var same = sent.AsSpan().CommonPrefixLength(before);
                var needed = EndOfMessages(before) - Closing;
                Assert.True(same >= needed, $"turn {turn}: {same} of {needed} bytes stay; then {Encoding.UTF8.GetString(before[same..Math.Min(before.Length, same + 80)])} became {Encoding.UTF8.GetString(sent[same..Math.Min(sent.Length, same + 80)])}");
            }

            before = sent;
        }
    }

    private static byte[] Carry(IDialect from, IDialect to, Conversation said)
    {
        var wire = Write(buffer => from.WriteRequest(said, buffer, Options(said)));
        var read = from.ReadRequest(wire, new RequestRoute(said.Model, said.Stream));
        return Write(buffer => to.WriteRequest(read, buffer, Options(said)));
    }

    private static WriteOptions Options(Conversation said) => new() { Losses = new Losses(), ModelFamily = said.Model, OutputLimit = 32000 };

    private static Conversation Conversation(int turns)
    {
        var messages = new List<Message> { new(Role.System, [new TextPart("You are an agent. Ünïcode, \"quotes\" and <tags>.") { Cache = new CacheMark() }]), new(Role.User, [new TextPart("Begin.")]) };
        for (var turn = 1; turn < turns; turn++)
        {
            messages.Add(new Message(Role.Assistant,
            [
                new TextPart($"Step {turn}."),
                new ToolCallPart($"call_{turn}a", "read", $$$"""{"path": "/tmp/{{{turn}}}", "deep": {"b": 1, "a": 2}}"""),
                new ToolCallPart($"call_{turn}b", "list", "{}"),
            ]));
            messages.Add(new Message(Role.Tool, [new ToolResultPart($"call_{turn}a", [new TextPart($"content {turn}")]) { Name = "read" }]));
            messages.Add(new Message(Role.Tool, [new ToolResultPart($"call_{turn}b", [new TextPart("a\nb")]) { Name = "list" }]));
        }

        return new Conversation
        {
            Model = "claude-sonnet-4-5",
            Stream = true,
            MaxOutputTokens = 4000,
            Messages = messages,
            Tools =
            [
                new FunctionTool("read") { Description = "Reads", Parameters = Json.Parse("""{"type": "object", "properties": {"z": {"type": "string"}, "a": {"type": "integer"}}}"""u8) },
                new FunctionTool("list") { Parameters = Json.Parse("""{"type":"object","properties":{}}"""u8) },
            ],
        };
    }

    /// <summary>Where the list of messages ends in a request.</summary>
    private static int EndOfMessages(byte[] request)
    {
        var reader = new Utf8JsonReader(request);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals("messages"u8) || reader.ValueTextEquals("contents"u8) || reader.ValueTextEquals("input"u8);
            reader.Read();
            reader.Skip();
            if (isList)
            {
                return (int)reader.TokenStartIndex;
            }
        }

        throw new InvalidOperationException("No messages.");
    }

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
