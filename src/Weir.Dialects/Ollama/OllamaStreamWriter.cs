using System.Buffers;
using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.Ollama;

/// <summary>Writes a stream of lines. Each has the model, the moment and a message; a tool call is told whole.</summary>
internal sealed class OllamaStreamWriter(AnswerOptions options) : IStreamWriter
{
    private readonly PartOrder _order = new(options.Losses);
    private readonly Dictionary<int, Part> _open = [];
    private readonly ArrayBufferWriter<char> _arguments = new();
    private Answer _start = new();
    private Choice _choice = new() { Parts = [] };
    private int _calls;

    public string ContentType => "application/x-ndjson";

    /// <summary>A line with an empty message: clients parse every line, an empty one too.</summary>
    public ReadOnlyMemory<byte> Heartbeat
    {
        get
        {
            var buffer = new ArrayBufferWriter<byte>();
            WriteLine(buffer, new MessageContent(), null);
            return buffer.WrittenMemory;
        }
    }

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        foreach (var next in _order.Next(@event))
        {
            WriteNext(next, to);
        }
    }

    private void WriteNext(StreamEvent @event, IBufferWriter<byte> to)
    {
        switch (@event)
        {
            case AnswerStarted started:
                _start = started.Answer;
                break;
            case PartStarted started:
                _open[started.Index] = started.Part;
                _arguments.ResetWrittenCount();
                break;
            case TextDelta delta when _open.TryGetValue(delta.Index, out var part):
                WriteDelta(part, delta, to);
                break;
            case PartEnded ended when _open.Remove(ended.Index, out var part):
                WriteWhole(part, to);
                break;
            case SignatureDelta:
                options.Losses.Add("message.reasoning.signature", "there is no place for signed reasoning");
                break;
            case CitationDelta:
                options.Losses.Add("message.citations", "there is no place for sources");
                break;
            case ChoiceEnded ended:
                _choice = ended.Choice;
                OllamaAnswerWriter.ReportStop(_choice.Stop, options.Losses);
                break;
            case AnswerEnded ended:
                WriteEnd(ended.Answer, to);
                break;
            case AnswerFailed failed:
                Line(to, json => OllamaErrors.Write(json, failed.Error));
                break;
            default:
                break;
        }
    }

    private void WriteDelta(Part part, TextDelta delta, IBufferWriter<byte> to)
    {
        if (part is ToolCallPart)
        {
            _arguments.Write(delta.Text);
            return;
        }

        var content = new MessageContent();
        if (delta.Text.Length > 0 && part is TextPart or RefusalPart or ReasoningPart)
        {
            (part is ReasoningPart ? content.Thinking : content.Text).Append(delta.Text);
            WriteLine(to, content, delta.LogProbs);
        }
    }

    /// <summary>Writes a part that goes out in one piece: a call, a picture. Reports what can't go out at all.</summary>
    private void WriteWhole(Part part, IBufferWriter<byte> to)
    {
        var whole = part is ToolCallPart call ? call with { Arguments = _arguments.WrittenSpan.ToString() } : part;
        var content = OllamaMessageWriter.Gather([whole], "", options.Losses, "message");
        if (!content.IsEmpty)
        {
            WriteLine(to, content, null);
        }
    }

    private void WriteLine(IBufferWriter<byte> to, MessageContent content, JsonElement? logProbs) => Line(to, json =>
    {
        json.WriteStartObject();
        json.WriteString("model", OllamaAnswerWriter.ModelOf(_start, options));
        json.WriteString("created_at", OllamaEnd.Shown(options.Time.GetUtcNow()));
        WriteMessage(json, content, Extras.None);
        OllamaEnd.WriteLogProbs(json, logProbs);
        json.WriteBoolean("done", false);
        _start.Extras.WriteTo(json, OllamaDialect.DialectName);
        json.WriteEndObject();
    });

    private void WriteEnd(Answer answer, IBufferWriter<byte> to) => Line(to, json =>
    {
        json.WriteStartObject();
        json.WriteString("model", OllamaAnswerWriter.ModelOf(answer.Model is null ? _start : answer, options));
        json.WriteString("created_at", OllamaEnd.Shown(options.Time.GetUtcNow()));
        WriteMessage(json, new MessageContent(), _choice.Extras);
        OllamaEnd.Write(json, answer with { Usage = answer.Usage ?? _start.Usage }, _choice);
        json.WriteEndObject();
    });

    private void WriteMessage(Utf8JsonWriter json, MessageContent content, Extras extras)
    {
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        OllamaMessageWriter.WriteContent(json, content, extras, mustHaveText: true, firstCall: _calls, options.Losses, "message");
        _calls += content.Calls.Count;
        json.WriteEndObject();
    }

    private static void Line(IBufferWriter<byte> to, Action<Utf8JsonWriter> write)
    {
        using (var json = Json.Writer(to))
        {
            write(json);
        }

        to.Write("\n"u8);
    }
}
