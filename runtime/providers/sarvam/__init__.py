"""Sarvam AI: speech to text, the language model, text to speech.

sarvam = Sarvam(SarvamSettings.from_env(os.environ))
sarvam.recogniser, sarvam.speaker, sarvam.model      the ports
await sarvam.close()
"""

from runtime.providers.sarvam.names import Served, served_instead
from runtime.providers.sarvam.provider import Sarvam
from runtime.providers.sarvam.settings import Deadlines, SarvamSettings, SettingsError

__all__ = ["Deadlines", "Sarvam", "SarvamSettings", "Served", "SettingsError", "served_instead"]
