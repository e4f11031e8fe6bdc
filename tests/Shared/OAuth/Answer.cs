using System.Text.Json.Nodes;

namespace Weir.TestKit.OAuth;

/// <summary>What an endpoint says.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Json">The body.</param>
public sealed record Answer(int Status, string Json)
{
    public static Answer Ok(JsonObject json) => new(200, json.ToJsonString());

    /// <summary>RFC 6749, section 5.2.</summary>
    public static Answer Error(string code, int status = 400) => new(status, new JsonObject { ["error"] = code, ["error_description"] = "as it was told to" }.ToJsonString());
}
