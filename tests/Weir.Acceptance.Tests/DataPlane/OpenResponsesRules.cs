using System.Text.Json;

namespace Weir.Acceptance.Tests.DataPlane;

/// <summary>What the Open Responses specification demands of a response object: every member that it requires, of the kind that it requires, and the like of every item.</summary>
internal static class OpenResponsesRules
{
    private static readonly string[] Texts = ["id", "object", "status", "model", "truncation", "service_tier"];
    private static readonly string[] TextsOrNull = ["previous_response_id", "instructions", "user", "safety_identifier", "prompt_cache_key"];
    private static readonly string[] Numbers = ["created_at", "top_p", "presence_penalty", "frequency_penalty", "top_logprobs", "temperature"];
    private static readonly string[] NumbersOrNull = ["completed_at", "max_output_tokens", "max_tool_calls"];
    private static readonly string[] Truths = ["parallel_tool_calls", "store", "background"];
    private static readonly string[] Lists = ["output", "tools"];
    private static readonly string[] Objects = ["text", "metadata"];
    private static readonly string[] ObjectsOrNull = ["incomplete_details", "error", "reasoning", "usage"];
    private static readonly string[] FunctionMembers = ["name", "description", "parameters", "strict"];

    /// <summary>Fails at the first member that is missing or of another kind.</summary>
    public static void Check(JsonElement response)
    {
        Are(response, Texts, JsonValueKind.String);
        Are(response, TextsOrNull, JsonValueKind.String, JsonValueKind.Null);
        Are(response, Numbers, JsonValueKind.Number);
        Are(response, NumbersOrNull, JsonValueKind.Number, JsonValueKind.Null);
        Are(response, Truths, JsonValueKind.True, JsonValueKind.False);
        Are(response, Lists, JsonValueKind.Array);
        Are(response, Objects, JsonValueKind.Object);
        Are(response, ObjectsOrNull, JsonValueKind.Object, JsonValueKind.Null);
        Are(response, ["tool_choice"], JsonValueKind.String, JsonValueKind.Object);
        Assert.Equal("response", response.GetProperty("object").GetString());
        Are(response.GetProperty("text"), ["format"], JsonValueKind.Object);
        foreach (var tool in response.GetProperty("tools").EnumerateArray().Where(static tool => tool.GetProperty("type").GetString() == "function"))
        {
            Assert.All(FunctionMembers, name => Assert.True(tool.TryGetProperty(name, out _), name));
        }

        CheckUsage(response.GetProperty("usage"));
        foreach (var item in response.GetProperty("output").EnumerateArray())
        {
            CheckItem(item);
        }
    }

    private static void CheckUsage(JsonElement usage)
    {
        if (usage.ValueKind == JsonValueKind.Object)
        {
            Are(usage, ["input_tokens", "output_tokens", "total_tokens"], JsonValueKind.Number);
            Are(usage.GetProperty("input_tokens_details"), ["cached_tokens"], JsonValueKind.Number);
            Are(usage.GetProperty("output_tokens_details"), ["reasoning_tokens"], JsonValueKind.Number);
        }
    }

    private static void CheckItem(JsonElement item)
    {
        Are(item, ["id", "type"], JsonValueKind.String);
        switch (item.GetProperty("type").GetString())
        {
            case "message":
                Are(item, ["status", "role"], JsonValueKind.String);
                foreach (var part in item.GetProperty("content").EnumerateArray().Where(static part => part.GetProperty("type").GetString() == "output_text"))
                {
                    Are(part, ["text"], JsonValueKind.String);
                    Are(part, ["annotations", "logprobs"], JsonValueKind.Array);
                }

                break;
            case "function_call":
                Are(item, ["call_id", "name", "arguments", "status"], JsonValueKind.String);
                using (var arguments = JsonDocument.Parse(item.GetProperty("arguments").GetString()!))
                {
                    Assert.Equal(JsonValueKind.Object, arguments.RootElement.ValueKind);
                }

                break;
            case "reasoning":
                Are(item, ["summary"], JsonValueKind.Array);
                Assert.True(!item.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Array, "content");
                Assert.True(!item.TryGetProperty("encrypted_content", out var encrypted) || encrypted.ValueKind == JsonValueKind.String, "encrypted_content");
                break;
            case var type:
                Assert.Fail($"The specification has no item {type}.");
                break;
        }
    }

    private static void Are(JsonElement json, string[] names, params JsonValueKind[] kinds) => Assert.All(
        names,
        name => Assert.True(json.TryGetProperty(name, out var value) && kinds.Contains(value.ValueKind), $"{name} must be {string.Join(" or ", kinds)} in {json}"));
}
