namespace Weir.Gateway.Attempts;

/// <summary>What was decided on a request's way, in words, for its trace. Empty for the many requests that go straight.</summary>
internal sealed class RouteNotes
{
    private List<string>? _notes;

    /// <summary>In the order of the decisions.</summary>
    public IReadOnlyList<string> All => _notes ?? (IReadOnlyList<string>)[];

    /// <summary>Adds a sentence. Never holds a secret or a piece of a prompt.</summary>
    public void Add(string note) => (_notes ??= []).Add(note);
}
