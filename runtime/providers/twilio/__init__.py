"""Twilio, as much of it as a telephone flow needs: signatures, TwiML and the media stream's messages.

All pure: sockets and requests belong to the server. `signature` who is asking, `twiml` what a webhook
answers, `wire` what the media socket says in both directions.
"""
