using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.CohereV2;

/// <summary>Reads a stream of named events. Content and calls are counted apart; a plan has neither beginning nor end.</summary>
internal sealed class CohereStreamReader() : FramedStreamReader(new SseFramer())
{
    private readonly CohereOpenParts _parts = new();
    private bool _hasStarted;

    protected override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        if (IsComplete || frame.Data.Span.SequenceEqual("[DONE]"u8))
        {
            return;
        }

        try
        {
            ReadData(JsonElement.Parse(frame.Data.Span), frame.Event, events);
        }
        catch (DialectException exception)
        {
            throw BodyReading.ByUpstream(exception);
        }
    }

    private void ReadData(JsonElement data, string? name, ICollection<StreamEvent> events)
    {
        var type = data.String("type") ?? name;
        if (type is null && data.String("message") is { } error)
        {
            Fail(CohereErrors.InStream(error), events);
            return;
        }

        if (!_hasStarted)
        {
            _hasStarted = true;
            events.Add(new AnswerStarted(new Answer { Id = type == "message-start" ? data.String("id") : null, Extras = Rest(data) }));
        }

        ReadEvent(type, data, events);
    }

    private static Extras Rest(JsonElement data)
    {
        var extras = new ExtrasBuilder();
        foreach (var member in data.Members().Where(static member => member.Name is not ("type" or "id" or "delta" or "index")))
        {
            extras.Add(member);
        }

        return extras.Build(CohereV2Dialect.DialectName);
    }

    private void ReadEvent(string? type, JsonElement data, ICollection<StreamEvent> events)
    {
        var delta = data.Member("delta");
        var message = delta.Member("message");
        var index = data.Int("index") ?? 0;
        switch (type)
        {
            case "message-start":
                break;
            case "content-start":
                _parts.StartContent(index, CohereContentReader.ReadPart(message.Member("content"), "delta.message.content"), events);
                break;
            case "content-delta":
                _parts.AddContent(index, message.Member("content"), LogProbsOf(data), events);
                break;
            case "content-end":
                _parts.EndContent(index);
                break;
            case "tool-plan-delta":
                _parts.AddPlan(message.Member("tool_plan").MayBeText("delta.message.tool_plan") ?? "", events);
                break;
            case "tool-call-start":
                _parts.StartCall(index, CohereToolCalls.Read(OnlyOne(message.Member("tool_calls")), "delta.message.tool_calls", static _ => ToolCallIds.Fresh()), events);
                break;
            case "tool-call-delta":
                _parts.AddArguments(index, OnlyOne(message.Member("tool_calls")).Member("function").String("arguments") ?? "", events);
                break;
            case "tool-call-end":
                _parts.EndCall(index, events);
                break;
            case "citation-start":
                _parts.AddCitation(OnlyOne(message.Member("citations")), events);
                break;
            case "citation-end":
                break;
            case "message-end":
                End(data, delta, events);
                break;
            default:
                events.Add(new OpaqueEvent(CohereV2Dialect.DialectName, type ?? "", data.Clone()));
                break;
        }
    }

    /// <summary>In events a call and a citation are objects; a list of one is taken too.</summary>
    private static JsonElement OnlyOne(JsonElement value) => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().FirstOrDefault() : value;

    private static JsonElement? LogProbsOf(JsonElement data) => data.Member("logprobs") switch
    {
        { ValueKind: JsonValueKind.Object } chunk => CohereLogProbs.Read([chunk]),
        var chunks => CohereLogProbs.Read(chunks.Items()),
    };

    private void End(JsonElement data, JsonElement delta, ICollection<StreamEvent> events)
    {
        if (delta.String("error") is { } error)
        {
            Fail(CohereErrors.InStream(error), events);
            return;
        }

        _parts.EndAll(events);
        var own = new ExtrasBuilder();
        foreach (var member in delta.Members().Where(static member => member.Name is not ("finish_reason" or "usage" or "error")))
        {
            own.Add(member);
        }

        var stop = CohereStop.Read(delta.Member("finish_reason"), ref own);
        events.Add(new ChoiceEnded(new Choice { Parts = [], Stop = stop, Extras = own.Build(CohereV2Dialect.DialectName) }));
        var extras = new ExtrasBuilder();
        foreach (var (name, value) in Rest(data).Members)
        {
            extras.Add(name, value);
        }

        if (data.String("id") is { } id)
        {
            extras.Note(CohereEventWriter.EndIdNote, id);
        }

        var usage = CohereUsage.Read(delta.Member("usage"), ref extras);
        events.Add(new AnswerEnded(new Answer { Usage = usage, Extras = extras.Build(CohereV2Dialect.DialectName) }));
        IsComplete = true;
    }
}
