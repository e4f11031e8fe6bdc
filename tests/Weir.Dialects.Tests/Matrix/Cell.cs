using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.OpenAiChat.Variants;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Tests.Matrix;

/// <summary>One client dialect, one upstream dialect, one scenario: carried there and back over real wires.</summary>
internal sealed class Cell(IDialect client, IDialect upstream, Scenario scenario)
{
    /// <summary>What the writers reported as lost on the way to the upstream.</summary>
    public Losses Losses { get; } = new();

    /// <summary>The request as the upstream reads it.</summary>
    public Conversation Asked() => Carry(scenario.Request with { Stream = scenario.Stream });

    /// <summary>The answer as the client reads it.</summary>
    public AnswerBuilder Answered()
    {
        var told = Retold(scenario.Answer);
        return scenario.Stream ? Streamed(told) : Whole(told);
    }

    /// <summary>The next request as the upstream reads it: the client sent the answer back as it came, and the tool's result behind it.</summary>
    public Conversation AskedAgain()
    {
        var told = upstream.ReadAnswer(Write(to => upstream.WriteAnswer(Retold(scenario.Answer), to, new AnswerOptions())));
        var answer = Write(to => client.WriteAnswer(told, to, Options()));
        var calls = client.ReadAnswer(answer).Choices[0].Parts.OfType<ToolCallPart>().ToList();
        var results = calls.Select(call => (Part)new ToolResultPart(call.CallId, [new TextPart("14 degrees")]) { Name = call.Name }).ToList();
        var history = scenario.Request with { Messages = [.. scenario.Request.Messages, new Message(Role.Assistant, [.. calls]), new Message(Role.Tool, results)] };
        var body = Write(to => client.WriteRequest(history, to, new WriteOptions { Losses = new Losses(), ModelFamily = history.Model }));
        return Carry(Echo.Put(client.Name, body, answer), history);
    }

    /// <summary>From the client's wire to the upstream's.</summary>
    private Conversation Carry(Conversation said) =>
        Carry(Write(to => client.WriteRequest(said, to, new WriteOptions { Losses = new Losses(), ModelFamily = said.Model })), said);

    private Conversation Carry(byte[] body, Conversation said)
    {
        var fromClient = client.ReadRequest(body, new RequestRoute(said.Model, said.Stream));

        // Of OpenAI-shaped servers, OpenRouter takes reasoning back.
        var variant = scenario.ComesBack ? ChatVariants.For("openrouter") : ChatVariant.OpenAi;
        var onWire = Write(to => upstream.WriteRequest(fromClient, to, new WriteOptions { Losses = Losses, ModelFamily = upstream.Name == "bedrock-converse" ? "anthropic.claude-sonnet-4-5" : said.Model, OutputLimit = 32000, Variant = variant }));
        return upstream.ReadRequest(onWire, new RequestRoute(said.Model, said.Stream));
    }

    private AnswerBuilder Whole(Answer told)
    {
        var read = upstream.ReadAnswer(Write(to => upstream.WriteAnswer(told, to, new AnswerOptions())));
        var shown = client.ReadAnswer(Write(to => client.WriteAnswer(read, to, Options())));
        var builder = new AnswerBuilder();
        foreach (var @event in AnswerEvents.Of(shown))
        {
            builder.Add(@event);
        }

        return builder;
    }

    private AnswerBuilder Streamed(Answer told)
    {
        var events = AnswerEvents.Of(told).ToList();
        if (scenario.Failure is { } failure)
        {
            events = [.. events.TakeWhile(static @event => @event is not PartEnded), new AnswerFailed(failure)];
        }

        var read = Events(upstream, WriteStream(upstream, events, new AnswerOptions()));
        StreamOrder(read);
        var shown = Events(client, WriteStream(client, read, Options()));
        var builder = new AnswerBuilder();
        foreach (var @event in shown)
        {
            builder.Add(@event);
        }

        return builder;
    }

    private AnswerOptions Options() => new() { Request = scenario.Request with { Stream = scenario.Stream, IncludeUsage = true }, Model = scenario.Request.Model };

    /// <summary>The answer as this upstream would tell it: with a signature of its own.</summary>
    private Answer Retold(Answer answer) => answer with
    {
        Choices = [.. answer.Choices.Select(choice => choice with
        {
            Parts = [.. choice.Parts.Select(part => part is ReasoningPart { Signature: { } signature } reasoning ? Retold(reasoning, signature.Data) : part)],
        })],
    };

    private ReasoningPart Retold(ReasoningPart reasoning, string data)
    {
        var signed = reasoning with { Signature = new Signature(upstream.Name, SignatureOf(upstream.Name, data)) };
        if (upstream.Name != "openai-chat")
        {
            return signed;
        }

        // As OpenRouter tells it, so that it has the notes of a real answer.
        var message = $$"""{"role":"assistant","content":"","reasoning":"{{reasoning.Text}}","reasoning_details":[{"type":"reasoning.text","text":"{{reasoning.Text}}","signature":"{{data}}","format":"anthropic-claude-v1","index":0}]}""";
        var answer = $$"""{"id":"gen-1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{{message}},"finish_reason":"stop"}]}""";
        return upstream.ReadAnswer(System.Text.Encoding.UTF8.GetBytes(answer)).Choices[0].Parts.OfType<ReasoningPart>().Single();
    }

    /// <summary>A signature as the upstream makes them: OpenAI-shaped servers have an item of <c>reasoning_details</c>.</summary>
    public static string SignatureOf(string upstream, string data) =>
        upstream == "openai-chat" ? $$"""{"type":"reasoning.text","signature":"{{data}}","format":"anthropic-claude-v1","index":0}""" : data;

    private static void StreamOrder(IReadOnlyList<StreamEvent> events) => Kit.StreamChecks.AssertOrder(events);

    private static List<StreamEvent> Events(IDialect dialect, byte[] bytes) => Kit.StreamChecks.Read(dialect.NewStreamReader(), bytes);

    private static byte[] WriteStream(IDialect dialect, IEnumerable<StreamEvent> events, AnswerOptions options) => Write(to =>
    {
        var writer = dialect.NewStreamWriter(options);
        foreach (var @event in events)
        {
            writer.Write(@event, to);
        }
    });

    private static byte[] Write(Action<IBufferWriter<byte>> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
