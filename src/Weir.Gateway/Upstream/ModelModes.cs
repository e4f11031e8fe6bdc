using Weir.Catalog;
using Weir.Dialects.Conversations;
using Weir.Routing.Wires;

namespace Weir.Gateway.Upstream;

/// <summary>A model's mode (models.dev's <c>experimental.modes</c>) is body fields on another model's call.</summary>
internal static class ModelModes
{
    /// <summary>The edit with the mode's fields in it; null when there is nothing to change.</summary>
    public static BodyEdit? Add(BodyEdit? edit, ModelMode? mode)
    {
        if (mode?.BodyJson is not { } fields || Json.TryParse(fields) is not { } json)
        {
            return edit;
        }

        return (edit ?? new BodyEdit()) with { Set = [.. edit?.Set ?? [], .. json.Members().Select(static member => new KeyValuePair<string, string>(member.Name, member.Value.GetRawText()))] };
    }
}
