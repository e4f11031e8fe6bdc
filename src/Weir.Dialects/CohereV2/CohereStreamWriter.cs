using System.Buffers;
using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.CohereV2;

/// <summary>Writes a stream of named events: one part after another, each counted among its kind, then the end and <c>[DONE]</c>.</summary>
internal sealed class CohereStreamWriter(AnswerOptions options) : IStreamWriter
{
    private readonly PartOrder _order = new(options.Losses);
    private readonly StringBuilder _text = new();
    private Part? _open;
    private Choice _choice = new() { Parts = [] };
    private Answer _start = new();
    private int _contents;
    private int _calls;
    private int _citations;

    public string ContentType => "text/event-stream";

    public ReadOnlyMemory<byte> Heartbeat { get; } = ":\n\n"u8.ToArray();

    public void Write(StreamEvent @event, IBufferWriter<byte> to)
    {
        foreach (var next in _order.Next(@event))
        {
            WriteNext(next, new CohereEventWriter(to));
        }
    }

    private void WriteNext(StreamEvent @event, CohereEventWriter to)
    {
        switch (@event)
        {
            case AnswerStarted started:
                _start = started.Answer;
                to.MessageStart(_start.Id ?? Guid.CreateVersion7().ToString(), _start.Extras);
                break;
            case PartStarted started:
                Start(started.Part, to);
                break;
            case TextDelta delta when _open is not null:
                WriteText(delta.Text, to);
                CohereLogProbs.Report(delta.LogProbs, options.Losses);
                break;
            case CitationDelta delta when _open is TextPart:
                to.Citation(_citations++, delta.Citation, _text.ToString());
                break;
            case SignatureDelta:
                options.Losses.Add("message.reasoning.signature", "there is no place for signed reasoning");
                break;
            case PartEnded when _open is not null:
                End(to);
                break;
            case ChoiceEnded ended:
                _choice = ended.Choice;
                break;
            case AnswerEnded ended:
                to.MessageEnd(_choice, ended.Answer.Usage ?? _start.Usage, ended.Answer.Extras);
                break;
            case AnswerFailed failed:
                to.MessageEnd(failed.Error);
                break;
            case OpaqueEvent { Dialect: CohereV2Dialect.DialectName } own:
                to.Raw(own.Name, own.Json);
                break;
            default:
                break;
        }
    }

    /// <summary>Begins a part, unless it has no place here; then it is reported, and its deltas are passed over.</summary>
    private void Start(Part part, CohereEventWriter to)
    {
        _text.Clear();
        _open = part switch
        {
            RefusalPart => new TextPart(""),

            // Reasoning that is but a signature tells a client of this dialect nothing.
            ReasoningPart { IsRedacted: true } or ReasoningPart { BindsNext: true } => null,
            TextPart or ReasoningPart or ToolCallPart or OpaquePart { Dialect: CohereV2Dialect.DialectName } => part,
            _ => null,
        };
        switch (_open)
        {
            case null:
                _ = CohereMessage.Of([part], Role.Assistant, canReason: true, isOwn: false, options.Losses, "message");
                break;
            case ToolCallPart call:
                to.ToolCallStart(_calls, call);
                break;
            case ReasoningPart reasoning when CohereMessage.IsPlan(reasoning):
                break;
            default:
                to.ContentStart(_contents, _open);
                break;
        }
    }

    private void WriteText(string text, CohereEventWriter to)
    {
        switch (_open)
        {
            case ToolCallPart { IsCustom: true }:
                _text.Append(text);
                break;
            case ToolCallPart:
                to.ToolCallDelta(_calls, text);
                break;
            case ReasoningPart reasoning when CohereMessage.IsPlan(reasoning):
                to.ToolPlanDelta(text);
                break;
            default:
                _text.Append(text);
                to.ContentDelta(_contents, _open is ReasoningPart ? "thinking" : "text", text);
                break;
        }
    }

    private void End(CohereEventWriter to)
    {
        switch (_open)
        {
            case ToolCallPart call:
                if (call.IsCustom)
                {
                    to.ToolCallDelta(_calls, CohereToolCalls.InputArguments(_text.ToString()));
                }

                to.End("tool-call-end", _calls++);
                break;
            case ReasoningPart reasoning when CohereMessage.IsPlan(reasoning):
                break;
            default:
                to.End("content-end", _contents++);
                break;
        }

        _open = null;
    }
}
