namespace Weir.Routing.Configuration.Keys;

/// <summary>The keys of one block.</summary>
/// <param name="Name">Its name in the schema and the reference.</param>
/// <param name="Description">What it is for, in a sentence.</param>
/// <param name="Keys">In the order of the reference.</param>
internal sealed record KeyBlock(string Name, string Description, IReadOnlyList<KeyRule> Keys)
{
    /// <summary>The key that a bare text in the block's place stands for; null = there must be a block.</summary>
    public string? ShortFor { get; init; }

    public KeyRule? Find(string name) => Keys.FirstOrDefault(key => key.Name == name);
}
