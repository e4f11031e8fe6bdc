using System.Text.Json.Nodes;

namespace Weir.Dialects.Tests.Matrix;

/// <summary>What a client does with an answer: it puts it into its history as it came.</summary>
internal static class Echo
{
    /// <summary>The request with the assistant's last words replaced by the answer's own.</summary>
    /// <param name="client">The client's dialect.</param>
    /// <param name="request">A request whose history ends with a call and its result.</param>
    /// <param name="answer">The answer that the call is from.</param>
    public static byte[] Put(string client, byte[] request, byte[] answer)
    {
        var (body, told) = (JsonNode.Parse(request)!, JsonNode.Parse(answer)!);
        switch (client)
        {
            case "openai-chat":
                body["messages"]!.AsArray()[^2] = told["choices"]![0]!["message"]!.DeepClone();
                break;
            case "anthropic-messages":
                body["messages"]!.AsArray()[^2]!["content"] = told["content"]!.DeepClone();
                break;
            case "gemini":
                body["contents"]!.AsArray()[^2] = told["candidates"]![0]!["content"]!.DeepClone();
                break;
            default:
                var input = body["input"]!.AsArray();
                var result = input[^1];
                input.RemoveAt(input.Count - 1);
                input.RemoveAt(input.Count - 1);
                foreach (var item in told["output"]!.AsArray())
                {
                    input.Add(item!.DeepClone());
                }

                input.Add(result);
                break;
        }

        return System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());
    }
}
