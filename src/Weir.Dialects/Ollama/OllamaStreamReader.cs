using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Framing;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Ollama;

/// <summary>Reads a stream of lines: each has a piece of the message, the last one also says that it is done.</summary>
internal sealed class OllamaStreamReader() : FramedStreamReader(new LineFramer())
{
    private bool _hasStarted;
    private bool _hasCalls;
    private int _next;
    private Type? _open;
    private Extras _message = Extras.None;

    protected override void ReadFrame(in Frame frame, ICollection<StreamEvent> events)
    {
        if (IsComplete)
        {
            return;
        }

        try
        {
            ReadLine(JsonElement.Parse(frame.Data.Span), events);
        }
        catch (DialectException exception)
        {
            throw BodyReading.ByUpstream(exception);
        }
    }

    private void ReadLine(JsonElement line, ICollection<StreamEvent> events)
    {
        if (line.ValueKind != JsonValueKind.Object)
        {
            throw DialectException.Invalid("A line is no JSON object.");
        }

        if (!line.Member("error").IsNothing())
        {
            Fail(OllamaErrors.ReadLine(line), events);
            return;
        }

        if (!_hasStarted)
        {
            _hasStarted = true;
            var start = OllamaEnd.ReadAnswer(line) with { Usage = null };
            events.Add(new AnswerStarted(line.Bool("done") == true ? start with { Extras = Extras.None } : start));
        }

        ReadMessage(line, events);
        if (line.Bool("done") == true)
        {
            Close(events);
            var extras = new ExtrasBuilder();
            foreach (var (name, value) in _message.Members)
            {
                extras.Add(name, value);
            }

            events.Add(new ChoiceEnded(OllamaEnd.ReadChoice(line, _hasCalls, ref extras) with { LogProbs = null }));
            events.Add(new AnswerEnded(OllamaEnd.ReadAnswer(line)));
            IsComplete = true;
        }
    }

    private void ReadMessage(JsonElement line, ICollection<StreamEvent> events)
    {
        var message = line.Member("message");
        var extras = new ExtrasBuilder();
        var parts = OllamaMessageReader.ReadParts(message, "message", static _ => ToolCallIds.Fresh(), isResult: false, ref extras);
        foreach (var member in extras.Build(OllamaDialect.DialectName).Members.Where(static member => !member.Key.StartsWith('$')))
        {
            _message = _message.With(OllamaDialect.DialectName, member.Key, member.Value);
        }

        foreach (var part in parts)
        {
            switch (part)
            {
                case ReasoningPart reasoning:
                    Continue(reasoning with { Text = "" }, reasoning.Text, line, events);
                    break;
                case TextPart text:
                    Continue(text with { Text = "" }, text.Text, line, events);
                    break;
                case ToolCallPart call:
                    Close(events);
                    _hasCalls = true;
                    events.Add(new PartStarted(_next, call with { Arguments = "" }));
                    events.Add(new TextDelta(_next, call.Arguments));
                    events.Add(new PartEnded(_next++));
                    break;
                default:
                    Close(events);
                    events.Add(new PartStarted(_next, part));
                    events.Add(new PartEnded(_next++));
                    break;
            }
        }
    }

    /// <summary>Adds to the open part, or begins one where the open one is of another kind.</summary>
    private void Continue(Part start, string text, JsonElement line, ICollection<StreamEvent> events)
    {
        if (_open != start.GetType())
        {
            Close(events);
            _open = start.GetType();
            events.Add(new PartStarted(_next, start));
        }

        events.Add(new TextDelta(_next, text) { LogProbs = OllamaEnd.LogProbsOf(line) });
    }

    private void Close(ICollection<StreamEvent> events)
    {
        if (_open is not null)
        {
            _open = null;
            events.Add(new PartEnded(_next++));
        }
    }
}
