using System.CommandLine;

namespace Weir.Invocation;

/// <summary>A noun: nothing but a place for its verbs.</summary>
internal sealed class NounCommand : Command, IShownInHelp
{
    public NounCommand(string name, string description, params ReadOnlySpan<Command> verbs)
        : base(name, description)
    {
        foreach (var verb in verbs)
        {
            Add(verb);
        }
    }

    public IReadOnlyList<string> Examples { get; init; } = [];

    public IReadOnlyList<string> HiddenAliases { get; init; } = [];
}
