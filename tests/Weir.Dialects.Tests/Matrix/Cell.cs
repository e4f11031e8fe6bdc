using System.Buffers;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
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

    /// <summary>The next request as the upstream reads it: the answer came back with its history, and the tool's result behind it.</summary>
    public Conversation AskedAgain()
    {
        var answer = Answered().Build();
        var parts = answer.Choices[0].Parts;
        var results = parts.OfType<ToolCallPart>().Select(call => (Part)new ToolResultPart(call.CallId, [new TextPart("14 degrees")]) { Name = call.Name }).ToList();
        return Carry(scenario.Request with { Messages = [.. scenario.Request.Messages, new Message(Role.Assistant, parts), new Message(Role.Tool, results)] });
    }

    /// <summary>From the client's wire to the upstream's.</summary>
    private Conversation Carry(Conversation said)
    {
        var fromClient = client.ReadRequest(Write(to => client.WriteRequest(said, to, new WriteOptions { Losses = new Losses(), ModelFamily = said.Model })), new RequestRoute(said.Model, said.Stream));
        var onWire = Write(to => upstream.WriteRequest(fromClient, to, new WriteOptions { Losses = Losses, ModelFamily = said.Model, OutputLimit = 32000 }));
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
            Parts = [.. choice.Parts.Select(part => part is ReasoningPart { Signature: { } signature } reasoning ? reasoning with { Signature = signature with { Dialect = upstream.Name } } : part)],
        })],
    };

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
