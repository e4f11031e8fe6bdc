using System.Text;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Errors;

namespace Weir.Dialects.Streaming;

/// <summary>Puts a streamed answer together again, for clients that asked for a whole one and for dialects that repeat the whole at the end.</summary>
public sealed class AnswerBuilder
{
    private readonly SortedDictionary<(int Choice, int Index), PartBuilder> _parts = [];
    private readonly SortedDictionary<int, Choice> _choices = [];
    private Answer _answer = new();

    /// <summary>What ended the stream instead of its end; null when nothing did.</summary>
    public WeirError? Error { get; private set; }

    /// <summary>True once the answer was complete.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Takes the next event.</summary>
    public void Add(StreamEvent @event)
    {
        switch (@event)
        {
            case AnswerStarted started:
                _answer = started.Answer;
                break;
            case PartStarted started:
                _parts[(started.Choice, started.Index)] = new PartBuilder(started.Part);
                break;
            case TextDelta delta when _parts.TryGetValue((delta.Choice, delta.Index), out var part):
                part.Text.Append(delta.Text);
                break;
            case MediaDelta delta when _parts.TryGetValue((delta.Choice, delta.Index), out var part):
                part.Media.Append(delta.Base64);
                break;
            case SignatureDelta delta when _parts.TryGetValue((delta.Choice, delta.Index), out var part):
                part.Signature = delta.Signature;
                break;
            case CitationDelta delta when _parts.TryGetValue((delta.Choice, delta.Index), out var part):
                part.Citations.Add(delta.Citation);
                break;
            case PartEnded { Whole: { } whole } ended:
                _parts[(ended.Choice, ended.Index)] = new PartBuilder(whole);
                break;
            case ChoiceEnded ended:
                _choices[ended.Choice.Index] = ended.Choice;
                break;
            case AnswerEnded ended:
                IsComplete = true;
                _answer = Join(_answer, ended.Answer);
                break;
            case AnswerFailed failed:
                Error = failed.Error;
                break;
            default:
                break;
        }
    }

    /// <summary>The parts of a choice as far as they came.</summary>
    public IReadOnlyList<Part> Parts(int choice = 0) => [.. _parts.Where(entry => entry.Key.Choice == choice).Select(static entry => entry.Value.Build())];

    /// <summary>One part as far as it came; null when it has not begun.</summary>
    public Part? Part(int index, int choice = 0) => _parts.GetValueOrDefault((choice, index))?.Build();

    /// <summary>The answer as far as it came.</summary>
    public Answer Build()
    {
        var indexes = _choices.Keys.Union(_parts.Keys.Select(static key => key.Choice)).Order();
        return _answer with { Choices = [.. indexes.Select(index => (_choices.GetValueOrDefault(index) ?? new Choice { Index = index, Parts = [] }) with { Parts = Parts(index) })] };
    }

    private static Answer Join(Answer start, Answer end) => end with
    {
        Id = end.Id ?? start.Id,
        Model = end.Model ?? start.Model,
        Created = end.Created ?? start.Created,
        Usage = end.Usage ?? start.Usage,
        ServiceTier = end.ServiceTier ?? start.ServiceTier,
        Extras = end.Extras.IsEmpty ? start.Extras : end.Extras,
    };

    private sealed class PartBuilder(Part start)
    {
        public StringBuilder Text { get; } = new();

        public StringBuilder Media { get; } = new();

        public List<Citation> Citations { get; } = [];

        public Signature? Signature { get; set; }

        public Part Build() => start switch
        {
            TextPart text => text with { Text = text.Text + Text, Citations = Citations.Count == 0 ? text.Citations : [.. text.Citations, .. Citations] },
            RefusalPart refusal => refusal with { Text = refusal.Text + Text },
            ReasoningPart reasoning => reasoning with { Text = reasoning.Text + Text, Signature = Signature ?? reasoning.Signature },
            ToolCallPart call => call with { Arguments = Arguments(call, Text) },
            MediaPart media when Media.Length > 0 || Text.Length > 0 => media with
            {
                Source = media.Source is InlineMedia inline ? inline with { Base64 = inline.Base64 + Media } : media.Source,
                Transcript = Text.Length > 0 ? media.Transcript + Text : media.Transcript,
            },
            _ => start,
        };

        /// <summary>A tool without arguments sends no fragments: its arguments are an empty object.</summary>
        private static string Arguments(ToolCallPart call, StringBuilder text)
        {
            var arguments = call.Arguments + text;
            return arguments.Length == 0 && !call.IsCustom ? "{}" : arguments;
        }
    }
}
