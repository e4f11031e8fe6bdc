using System.Text.Json;
using Weir.Dialects.Conversations;
using Weir.Dialects.Conversations.Parts;
using Weir.Dialects.Streaming;

namespace Weir.Dialects.CohereV2;

/// <summary>The parts of a stream that is read: gives them one row of indexes, and ends each once.</summary>
internal sealed class CohereOpenParts
{
    private readonly Dictionary<int, OpenContent> _contents = [];
    private readonly Dictionary<int, int> _calls = [];
    private int? _plan;
    private int _next;

    public void StartContent(int index, Part part, ICollection<StreamEvent> events)
    {
        EndPlan(events);
        EndDone(events);
        EndContentNow(index, events);
        var text = part switch { TextPart said => said.Text, ReasoningPart thought => thought.Text, _ => "" };
        Part start = part switch { TextPart said => said with { Text = "" }, ReasoningPart thought => thought with { Text = "" }, _ => part };
        events.Add(new PartStarted(_next, start));
        _contents[index] = new OpenContent(_next, start);
        AddText(_next, text, events);
        _next++;
    }

    public void AddContent(int index, JsonElement content, JsonElement? logProbs, ICollection<StreamEvent> events)
    {
        var thought = content.Member("thinking").MayBeText("delta.message.content.thinking");
        var text = thought ?? content.Member("text").MayBeText("delta.message.content.text") ?? "";
        if (!_contents.TryGetValue(index, out var open) || open.IsDone)
        {
            StartContent(index, thought is null ? new TextPart("") : new ReasoningPart(""), events);
            open = _contents[index];
        }

        if (open.Part is TextPart or ReasoningPart)
        {
            AddText(open.Index, text, events, logProbs);
        }
    }

    /// <summary>The part stays open until something else begins: citations may still come for it.</summary>
    public void EndContent(int index)
    {
        if (_contents.TryGetValue(index, out var open))
        {
            open.IsDone = true;
        }
    }

    public void AddPlan(string text, ICollection<StreamEvent> events)
    {
        if (_plan is null)
        {
            EndDone(events);
            _plan = _next++;
            events.Add(new PartStarted(_plan.Value, CohereMessage.PlanOf("")));
        }

        AddText(_plan.Value, text, events);
    }

    public void StartCall(int index, ToolCallPart call, ICollection<StreamEvent> events)
    {
        EndPlan(events);
        EndDone(events);
        EndCall(index, events);
        _calls[index] = _next;
        var (start, arguments) = CohereToolCalls.Begin(call);
        events.Add(new PartStarted(_next, start));
        AddText(_next, arguments, events);
        _next++;
    }

    public void AddArguments(int index, string text, ICollection<StreamEvent> events)
    {
        if (_calls.TryGetValue(index, out var part))
        {
            AddText(part, text, events);
        }
    }

    public void EndCall(int index, ICollection<StreamEvent> events)
    {
        if (_calls.Remove(index, out var part))
        {
            events.Add(new PartEnded(part));
        }
    }

    public void AddCitation(JsonElement citation, ICollection<StreamEvent> events)
    {
        var open = citation.Int("content_index") is { } index
            ? _contents.GetValueOrDefault(index)
            : _contents.Values.Where(static content => content.Part is TextPart).MaxBy(static content => content.Index);
        if (open is { Part: TextPart })
        {
            events.Add(new CitationDelta(open.Index, CohereCitations.Read(citation)));
        }
    }

    public void EndAll(ICollection<StreamEvent> events)
    {
        EndPlan(events);
        foreach (var part in _contents.Values.Select(static content => content.Index).Concat(_calls.Values).Order())
        {
            events.Add(new PartEnded(part));
        }

        _contents.Clear();
        _calls.Clear();
    }

    private static void AddText(int part, string text, ICollection<StreamEvent> events, JsonElement? logProbs = null)
    {
        if (text.Length > 0)
        {
            events.Add(new TextDelta(part, text) { LogProbs = logProbs });
        }
    }

    private void EndPlan(ICollection<StreamEvent> events)
    {
        if (_plan is { } plan)
        {
            events.Add(new PartEnded(plan));
            _plan = null;
        }
    }

    private void EndDone(ICollection<StreamEvent> events)
    {
        foreach (var (index, _) in _contents.Where(static entry => entry.Value.IsDone).OrderBy(static entry => entry.Value.Index).ToList())
        {
            EndContentNow(index, events);
        }
    }

    private void EndContentNow(int index, ICollection<StreamEvent> events)
    {
        if (_contents.Remove(index, out var open))
        {
            events.Add(new PartEnded(open.Index));
        }
    }

    private sealed class OpenContent(int index, Part part)
    {
        public int Index { get; } = index;

        public Part Part { get; } = part;

        public bool IsDone { get; set; }
    }
}
