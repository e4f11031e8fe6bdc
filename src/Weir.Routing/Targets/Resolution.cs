namespace Weir.Routing.Targets;

/// <summary>What became of a model name.</summary>
public abstract record Resolution
{
    private Resolution()
    {
    }

    /// <summary>Targets that can serve it, best first; never empty.</summary>
    public sealed record Found(IReadOnlyList<Target> Targets) : Resolution;

    /// <summary>Nothing has that name.</summary>
    /// <param name="Nearest">Up to five names that look like it and that the key may use, nearest first.</param>
    public sealed record Unknown(IReadOnlyList<string> Nearest) : Resolution;

    /// <summary>The model exists, but the key's list leaves it out.</summary>
    public sealed record NotAllowed : Resolution;

    /// <summary>The connection it names can't serve now, for this reason (no credential, dialect not built, disabled).</summary>
    public sealed record NotServed(string Reason) : Resolution;
}
