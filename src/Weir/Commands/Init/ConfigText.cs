using System.Text;
using Weir.Gateway.Found;

namespace Weir.Commands.Init;

/// <summary>A first weir.yaml with comments. Names variables, never their values.</summary>
internal static class ConfigText
{
    public static string Write(IReadOnlyList<Discovery> found)
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Weir's configuration. Check it with: weir config validate
            # It is read again when it changes; a file with errors changes nothing.
            version: 2

            # Connections: what requests can be sent through. Ask for a model as NAME/MODEL, or by its bare id.
            # Every provider that can be named as a type: weir providers list --all

            """);
        text.Append(found.Count == 0 ? "providers: []\n" : "providers:\n");
        foreach (var one in found)
        {
            text.Append(null, $"  - name: {one.Name}\n    type: {one.Type}\n");
            if (one.KeyVariable is not null)
            {
                text.Append(null, $"    api_key: ${{{one.KeyVariable}}}        # read from the environment; never write a key here\n");
            }
            else
            {
                text.Append(null, $"    base_url: {one.BaseUrl}    # answers on this machine\n    auth_method: none\n");
            }
        }

        text.Append(
            """

            # A server of your own that speaks the OpenAI dialect:
            #  - name: lab
            #    type: openai-compatible
            #    base_url: http://127.0.0.1:8001/v1
            #    auth_method: none

            # Short names for models:
            # aliases: {fast: NAME/MODEL}

            """);
        return text.ToString();
    }
}
