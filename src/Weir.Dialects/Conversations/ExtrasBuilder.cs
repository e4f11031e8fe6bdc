using System.Text.Json;

namespace Weir.Dialects.Conversations;

/// <summary>Gathers the members that a reader does not know. A mutable struct: keep it in a local variable and pass it by reference.</summary>
public struct ExtrasBuilder
{
    private List<KeyValuePair<string, JsonElement>>? _members;

    /// <summary>Keeps a member, with a copy of its value that outlives the document it came from.</summary>
    public void Add(JsonProperty member) => Add(member.Name, member.Value);

    /// <inheritdoc cref="Add(JsonProperty)"/>
    public void Add(string name, JsonElement value) => (_members ??= []).Add(new(name, value.Clone()));

    /// <summary>Keeps a reader's own note; its name starts with <c>$</c> so that it is never written to a wire.</summary>
    public void Note(string name, string value) => (_members ??= []).Add(new(name, Json.Text(value)));

    /// <summary>The bag, under the name of the dialect that was read.</summary>
    public readonly Extras Build(string dialect) => _members is null ? Extras.None : Extras.Of(dialect, _members);
}
